import { ChevronRight, Undo2 } from 'lucide-react'
import { memo, useId, useState, type ReactNode } from 'react'
import type { ProgressMessage } from '../../shared/message.ts'
import type { ProgressMetadata } from '../../shared/run.ts'
import { visible } from '../../shared/visible.ts'
import type { Titled } from '../../shared/words/action-text.ts'
import { useHearth } from '../hearth-context.ts'
import { DiffCounts } from '../plan/diff-view.tsx'
import { ActionTitle } from '../plan/glance.tsx'
import { useElapsed } from '../transcript/use-elapsed.ts'
import { formatSeconds } from '../transcript/words.ts'
import { StateIcon } from './state-icon.tsx'
import { StepDetails } from './step-details.tsx'
import { duration, isTrashed, undoable, type StepState } from './words.ts'
import { useWords } from '../use-words.ts'

export interface StepLineProps {
  /** Empty where its plan is not known. */
  readonly action: string
  readonly title: string
  readonly state: StepState
  /** None before it begins. */
  readonly step: ProgressMessage | undefined
  /** It stands for the whole run. */
  readonly isSingle: boolean
  /** While its run goes on nothing is taken back. */
  readonly canUndo: boolean
  /** Also when it is done. */
  readonly staysOpen: boolean
  /** What is told of the whole run. */
  readonly told: string | null
}

/** One step in a line; what it gave out stands below it while it runs, and when it is opened. */
export const StepLine = memo(function StepLine(props: StepLineProps): ReactNode {
  const { state, step, canUndo } = props
  const [opened, setOpened] = useState<boolean | null>(null)
  const id = useId()
  const metadata = step?.metadata ?? null
  const summary = untold(props)
  const isRunning = state === 'running'
  const canOpen = !isRunning && hasDetails(metadata, summary)
  const isOpen = isRunning || (canOpen && (opened ?? standsOpen(props)))
  return (
    <li className="run-step group/step relative flex gap-3.5">
      <span className="pt-[7px]">
        <StateIcon state={state} />
      </span>
      <div className="min-w-0 flex-1 pb-0.5">
        <div
          className={`flex min-h-8 items-start gap-2 py-1 text-sm leading-[1.7] ${step ? '' : 'text-ink-2'}`}
        >
          <Opener
            action={props.action}
            isSingle={props.isSingle}
            title={metadata?.title ?? props.title}
            isOpen={isOpen}
            controls={id}
            onClick={canOpen ? () => setOpened(!isOpen) : null}
          />
          <StepCounts files={metadata?.files} />
          {canUndo && <UndoStep step={step} />}
          <StepTime metadata={metadata} state={state} />
        </div>
        <div id={id} hidden={!isOpen} className="pb-2">
          {isOpen && step ? <StepDetails step={step} summary={summary} isRunning={isRunning} /> : null}
        </div>
        <After state={state} step={step} />
      </div>
    </li>
  )
})

/** What was done, in a sentence; empty where that of the whole run says it. */
function untold({ step, told }: StepLineProps): string {
  const { summary = '' } = step?.metadata ?? {}
  return summary === told ? '' : summary
}

/** Until somebody opens or closes it. */
function standsOpen({ staysOpen, state }: StepLineProps): boolean {
  return staysOpen || state === 'failed'
}

interface OpenerProps extends Titled, Pick<StepLineProps, 'isSingle'> {
  readonly isOpen: boolean
  readonly controls: string
  /** Null where there is nothing to open. */
  readonly onClick: (() => void) | null
}

function Opener({ action, title, isSingle, isOpen, controls, onClick }: OpenerProps): ReactNode {
  // Isolated, not turned: the lines begin on one side, whatever language their titles are in.
  const name = (
    <bdi className={`min-w-0 text-start wrap-anywhere ${isSingle ? 'text-md font-semibold' : ''}`}>
      <ActionTitle action={{ action, title }} />
    </bdi>
  )
  if (!onClick) return <span className="min-w-0 flex-1 text-start">{name}</span>
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={controls}
      className="-ms-1 flex min-w-0 flex-1 items-start gap-1 rounded-sm px-1 hover:bg-hover"
      onClick={onClick}
    >
      {name}
      <ChevronRight
        aria-hidden
        size={14}
        className={`mt-1 shrink-0 text-ink-3 transition-transform duration-100 ${isOpen ? 'rotate-90' : 'rtl:rotate-180'}`}
      />
    </button>
  )
}

/** What one has to know of a step whether it is open or not. */
function After({ state, step }: Pick<StepLineProps, 'state' | 'step'>): ReactNode {
  const t = useWords()
  const left = step?.metadata?.undone?.left ?? step?.metadata?.stays ?? []
  return (
    <>
      {step && left.length === 0 && isTrashed(step) ? (
        <p className="pb-2 text-sm text-ink-2">{t('run:inTrash')}</p>
      ) : null}
      {left.length > 0 && <Left left={left} />}
      {state === 'unknown' && <p className="pb-2 text-sm text-ink-2">{t('run:notKnown')}</p>}
    </>
  )
}

/** How many lines a step changed, also while it is folded. */
function StepCounts({ files }: Pick<ProgressMetadata, 'files'>): ReactNode {
  const sum = (of: 'added' | 'removed'): number =>
    (files ?? []).reduce((all, { diff }) => all + (diff?.[of] ?? 0), 0)
  const [added, removed] = [sum('added'), sum('removed')]
  if (added + removed === 0) return null
  return (
    <span className="shrink-0 rounded-full bg-sunk px-2 text-xs leading-[1.9] whitespace-nowrap tabular-nums">
      <DiffCounts {...{ added, removed }} />
    </span>
  )
}

function hasDetails(metadata: ProgressMetadata | null, summary: string): boolean {
  if (metadata === null) return false
  const { output = '', error, files = [] } = metadata
  return output !== '' || error !== undefined || files.length > 0 || summary !== ''
}

function StepTime({
  metadata,
  state,
}: {
  readonly metadata: ProgressMetadata | null
  readonly state: StepState
}): ReactNode {
  const t = useWords()
  const look = 'min-w-12 shrink-0 text-end text-xs leading-[1.9] text-ink-2 tabular-nums'
  if (state === 'running' && metadata?.startedAt !== undefined)
    return <Running className={look} since={metadata.startedAt} />
  return (
    <span dir="ltr" className={look}>
      {duration(metadata?.startedAt, metadata?.endedAt, t)}
    </span>
  )
}

function Running({ since, className }: { readonly since: string; readonly className: string }): ReactNode {
  const t = useWords()
  return (
    <span dir="ltr" className={className}>
      {formatSeconds(useElapsed(new Date(since).getTime()), t)}
    </span>
  )
}

/** For a step that can be taken back. */
function UndoStep({ step }: Pick<StepLineProps, 'step'>): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  if (!step || undoable([step]).length === 0) return null
  const { runId = '', actionId = '', title = '' } = step.metadata ?? {}
  return (
    <button
      type="button"
      aria-label={t('run:undoStep', { title })}
      className="flex shrink-0 items-center gap-1.5 rounded-sm px-1.5 text-xs leading-[1.9] font-medium text-ink-2 opacity-0 group-focus-within/step:opacity-100 group-hover/step:opacity-100 hover:bg-hover hover:text-ink [@media(hover:none)]:opacity-100"
      onClick={() => void runs.undo(runId, actionId)}
    >
      <Undo2 aria-hidden size={13} />
      {t('run:undo')}
    </button>
  )
}

/** What was not taken back, and why. */
function Left({ left }: Pick<NonNullable<ProgressMetadata['undone']>, 'left'>): ReactNode {
  const t = useWords()
  return (
    <ul aria-label={t('run:left')} className="pb-2 text-sm text-ink-2">
      {left.map(({ path, reason }) => (
        <li key={path} className="wrap-anywhere">
          {/* Most reasons name what they are about. */}
          {reason.includes(path) ? null : (
            <>
              {t('run:leftPath')}{' '}
              <span dir="ltr" className="font-mono text-xs">
                {visible(path)}
              </span>
              {' · '}
            </>
          )}
          {visible(reason)}
        </li>
      ))}
    </ul>
  )
}
