import { ShieldCheck } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { RequestMetadata } from '../../shared/request.ts'
import type { RunningRun } from '../../shared/run.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { Summary } from '../plan/glance.tsx'
import { expiryWords, isExpired } from '../plan/words.ts'
import type { PlanRow } from '../transcript/rows.ts'
import { Outcome } from './outcome.tsx'
import { Paused, Pausing, RunControls } from './run-controls.tsx'
import { StateIcon } from './state-icon.tsx'
import { Timeline } from './timeline.tsx'
import type { StepState } from './words.ts'
import { useWords } from '../use-words.ts'
import './run.css'

const card = 'mb-6 rounded-lg border border-line bg-raised'

export interface PlanCardProps {
  readonly row: PlanRow
  /** The plan's. */
  readonly metadata: RequestMetadata
}

/** A plan in the chat: it waits, it became a run, or it came to nothing. */
export function PlanCard({ row, metadata }: PlanCardProps): ReactNode {
  const t = useWords()
  const { message, steps, result } = row
  const run = useHearthState(({ chat }) => (chat.run?.requestId === message.id ? chat.run : null))
  if (metadata.status === 'pending') return <Pending messageId={message.id} metadata={metadata} />
  if (metadata.status !== 'approved') return <Closed metadata={metadata} />
  const isSingle = metadata.actions.length === 1
  return (
    <article className={`message ${card}`} aria-label={t('run:label')} aria-busy={run !== null}>
      <Head row={row} metadata={metadata} run={run} />
      {run?.state === 'pausing' && <Pausing run={run} />}
      <Timeline
        actions={metadata.actions}
        steps={steps}
        hasEnded={result !== null}
        isRunning={run !== null}
        isSingle={isSingle}
        told={result?.content.trim() ?? null}
        isAnswer={metadata.model === undefined}
      />
      {isSingle && (
        <div className="px-4.5 pb-2 empty:hidden">
          <Approval by={metadata.approvedBy} />
        </div>
      )}
      {run?.state === 'paused' && <Paused run={run} />}
      {result && <Outcome result={result} steps={steps} />}
    </article>
  )
}

function Head({ row, metadata, run }: PlanCardProps & { readonly run: RunningRun | null }): ReactNode {
  // Of a single step its line says it all.
  const isSingle = metadata.actions.length === 1
  return (
    <header
      // Pause and Stop stay in reach, however long the run is.
      className={`flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-lg px-4.5 ${isSingle ? 'pt-2.5' : 'pt-3.5 pb-2'} ${run ? 'sticky -top-5 z-2 bg-raised' : ''}`}
    >
      {isSingle ? (
        <h3 className="sr-only">
          <Summary plan={metadata} />
        </h3>
      ) : (
        <Name metadata={metadata} state={run ? runState(run) : endState(row)} />
      )}
      {run && (
        <span className="ms-auto">
          <RunControls run={run} />
        </span>
      )}
    </header>
  )
}

function Name({
  metadata,
  state,
}: Pick<PlanCardProps, 'metadata'> & { readonly state: StepState }): ReactNode {
  return (
    <div className="flex min-w-[min(14rem,100%)] flex-1 items-start gap-3.5">
      <span className="pt-0.5">
        <StateIcon state={state} />
      </span>
      <div className="min-w-0">
        <h3 dir="auto" className="text-md leading-normal font-semibold wrap-anywhere">
          <Summary plan={metadata} />
        </h3>
        <Approval by={metadata.approvedBy} />
      </div>
    </div>
  )
}

function runState({ state }: RunningRun): StepState {
  return state === 'paused' ? 'paused' : 'running'
}

const endStates = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'unknown',
} as const

/** Approved, and neither running nor ended: it is about to begin. */
function endState({ result }: PlanRow): StepState {
  const metadata = result?.metadata
  if (!metadata) return 'waiting'
  return metadata.undone ? 'undone' : endStates[metadata.status]
}

/** Who said yes, where it was not the person just now. */
function Approval({ by = 'person' }: { readonly by: RequestMetadata['approvedBy'] }): ReactNode {
  const t = useWords()
  if (by === 'person') return null
  return <p className="text-xs text-ink-2">{t(by === 'rule' ? 'run:byRule' : 'run:byRun')}</p>
}

function Pending(props: { readonly messageId: string; readonly metadata: RequestMetadata }): ReactNode {
  const t = useWords()
  const { plans } = useHearth()
  const now = useNow()
  const { metadata, messageId } = props
  if (isExpired(metadata.expiresAt, now)) return <Closed metadata={{ ...metadata, status: 'expired' }} />
  const waits = t('plan:waits', { count: metadata.actions.length })
  return (
    <article
      className={`message ${card} flex flex-wrap items-center gap-x-4 gap-y-3 border-ember-line px-4.5 py-4`}
      aria-label={t('run:plan')}
    >
      <ShieldCheck
        aria-hidden
        size={20}
        strokeWidth={1.75}
        className={`shrink-0 ${metadata.destructive ? 'text-bad' : 'text-ember'}`}
      />
      <div className="min-w-[min(12rem,80%)] flex-1">
        <h3 dir="auto" className="text-md leading-normal font-semibold wrap-anywhere">
          <Summary plan={metadata} />
        </h3>
        <p className="text-sm text-ink-2 tabular-nums">
          {[waits, expiryWords(metadata.expiresAt, now, t)].filter(Boolean).join(' · ')}
        </p>
      </div>
      <button type="button" className="button button-main" onClick={() => plans.show(messageId)}>
        {t('run:look')}
      </button>
    </article>
  )
}

function Closed({ metadata }: { readonly metadata: RequestMetadata }): ReactNode {
  const t = useWords()
  const { status } = metadata
  return (
    <article
      className={`message ${card} flex gap-3.5 bg-transparent! px-4.5 py-3`}
      aria-label={t('run:plan')}
    >
      <span className="pt-0.5">
        <StateIcon state="skipped" />
      </span>
      <div className="min-w-0 text-sm text-ink-2">
        <h3 dir="auto" className="font-medium wrap-anywhere">
          <Summary plan={metadata} />
        </h3>
        <p>{t(status === 'cancelled' ? 'run:cancelled' : 'run:expired')}</p>
      </div>
    </article>
  )
}

const halfMinute = 30_000

/** Milliseconds since 1970, every half minute anew. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), halfMinute)
    return () => clearInterval(timer)
  }, [])
  return now
}
