import { CircleAlert, ShieldCheck } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { RecoveryState } from '../../shared/contract.ts'
import { Button } from '../controls/button.tsx'
import { Mark } from '../controls/mark.tsx'
import { useTitle } from '../use-title.ts'
import { useWords } from '../use-words.ts'
import { BeginAnew } from './begin-anew.tsx'
import { Progress } from './progress.tsx'
import { Snapshots } from './snapshots.tsx'
import type { RecoveryStore } from './store.ts'
import { ErrorText } from '../error-text.tsx'
import { adviceOn, troubleWords } from './words.ts'

export interface RecoveryProps {
  readonly recovery: RecoveryStore
  readonly now: Date
}

/** The window of a database that does not open: what happened, what is safe, and the ways on from here. */
export function Recovery({ recovery, now }: RecoveryProps): ReactNode {
  const t = useWords()
  useTitle(t('menu:recovery'))
  const { state, found, chosen, trouble, doing, done } = useStore(recovery.view)
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <main className="mx-auto w-full max-w-column flex-1 px-6 py-5 max-[480px]:px-4">
        <div aria-hidden className="flex items-center gap-2.5 text-sm font-semibold text-ink-2">
          <Mark /> Hearth
        </div>
        {state && <Reason state={state} onShowFolder={recovery.showFolder} />}
        {trouble && <Trouble text={troubleWords(trouble, state, t)} />}
        {state && (
          <Snapshots
            found={found}
            now={now}
            chosen={chosen}
            disabled={doing !== null}
            onChoose={recovery.choose}
          />
        )}
      </main>
      <footer className="z-10 w-full border-t border-line bg-side [@media(min-height:540px)]:sticky [@media(min-height:540px)]:bottom-0">
        <div className="mx-auto flex min-h-[69px] max-w-column flex-wrap items-center gap-2 px-6 py-4 max-[480px]:px-4">
          {doing ? (
            <Progress doing={doing} done={done} />
          ) : (
            <Ways recovery={recovery} state={state} chosen={chosen} />
          )}
        </div>
      </footer>
    </div>
  )
}

interface ReasonProps {
  readonly state: RecoveryState
  onShowFolder(): void
}

function Reason({ state, onShowFolder }: ReasonProps): ReactNode {
  const t = useWords()
  const advice = adviceOn(state.error.code, t)
  const heading = useRef<HTMLHeadingElement>(null)
  // On words, not on a button: a key that is still down does nothing here, and a screen reader begins at the top.
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h1
        ref={heading}
        tabIndex={-1}
        className="mt-4 text-xl leading-tight font-semibold tracking-[-0.015em] focus-visible:shadow-none"
      >
        {advice.heading}
      </h1>
      <p className="mt-1.5 leading-normal wrap-anywhere text-ink-2">
        <ErrorText error={state.error} />
      </p>
      {advice.first && (
        <p className="mt-4 rounded-md border border-warn-line bg-warn-soft px-4 py-2.5 text-sm">
          <strong className="font-semibold">{advice.first.say}</strong> {advice.first.more}
        </p>
      )}
      <section
        aria-label={t('recovery:kept')}
        className="mt-4 rounded-md border border-line bg-sunk px-4 py-3"
      >
        <p className="flex gap-2.5 text-sm">
          <ShieldCheck aria-hidden size={17} strokeWidth={1.75} className="mt-0.5 shrink-0 text-good" />
          <span>{t('recovery:deletesNothing')}</span>
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 ps-[27px]">
          <code
            dir="ltr"
            className="min-w-0 flex-1 basis-56 font-mono text-sm leading-relaxed break-all select-all"
          >
            {state.dataFolder}
          </code>
          <Button className="h-8 px-3" onClick={onShowFolder}>
            {t('recovery:showFolder')}
          </Button>
        </div>
      </section>
    </>
  )
}

function Trouble({ text }: { readonly text: string }): ReactNode {
  const t = useWords()
  const line = useRef<HTMLParagraphElement>(null)
  // The progress that had the focus is gone.
  useEffect(() => line.current?.focus(), [])
  return (
    <p
      ref={line}
      tabIndex={-1}
      role="alert"
      className="mt-4 flex gap-2.5 rounded-md border border-bad-line bg-bad-soft px-4 py-2.5 text-sm wrap-anywhere"
    >
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-bad" />
      <span className="min-w-0">
        <strong className="font-semibold">{t('recovery:didNotWork')}</strong> {text}
      </span>
    </p>
  )
}

interface WaysProps {
  readonly recovery: RecoveryStore
  readonly state: RecoveryState | null
  readonly chosen: string | null
}

function Ways({ recovery: { go, quit }, state, chosen }: WaysProps): ReactNode {
  const t = useWords()
  const main = state ? adviceOn(state.error.code, t).main : 'quit'
  return (
    <>
      {state && (
        <span className="me-auto -ms-4 max-[480px]:order-last">
          <BeginAnew dataFolder={state.dataFolder} onBegin={() => void go({ name: 'recovery.beginAnew' })} />
        </span>
      )}
      <Button look={main === 'quit' ? 'main' : 'plain'} onClick={quit}>
        {t('recovery:quit')}
      </Button>
      {state && main === 'retry' && (
        <Button look="main" onClick={() => void go({ name: 'recovery.retry' })}>
          {t('recovery:tryAgain')}
        </Button>
      )}
      {chosen !== null && (
        <Button
          look={main === 'restore' ? 'main' : 'plain'}
          onClick={() => void go({ name: 'recovery.restore', id: chosen })}
        >
          {t('recovery:restore')}
        </Button>
      )}
    </>
  )
}
