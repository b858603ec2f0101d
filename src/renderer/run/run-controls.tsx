import { Pause, Play, Square } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import type { RunningRun } from '../../shared/run.ts'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

const small = 'button disabled:opacity-50'

/** Pause and stop, always in reach while a run goes on. */
export function RunControls({ run }: { readonly run: RunningRun }): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  const isStopping = run.state === 'stopping'
  return (
    <div className="flex shrink-0 gap-1.5">
      {run.state === 'paused' ? null : (
        <button
          type="button"
          className={small}
          disabled={run.state !== 'running'}
          onClick={() => void runs.pause(run.id)}
        >
          <Pause aria-hidden size={13} />
          {run.state === 'pausing' ? t('run:pausing') : t('run:pause')}
        </button>
      )}
      <button
        type="button"
        // The composer has a «Stop» of its own.
        aria-label={t(isStopping ? 'run:stoppingRun' : 'run:stopRun')}
        className={small}
        disabled={isStopping}
        onClick={() => void runs.stop(run.id)}
      >
        <Square aria-hidden size={12} />
        {t(isStopping ? 'run:stopping' : 'run:stop')}
      </button>
    </div>
  )
}

/** Over the steps of a run that will pause: what is under way is not held, and what one can do instead. */
export function Pausing({ run }: { readonly run: RunningRun }): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4.5 pb-2 text-sm text-ink-2">
      <output className="min-w-52 flex-1">{t('run:willPause')}</output>
      <button type="button" className={small} onClick={() => void runs.resume(run.id, '')}>
        <Play aria-hidden size={13} />
        {t('run:doNotPause')}
      </button>
    </div>
  )
}

/** Under a paused run: it goes on as it was, or as it is told now. */
export function Paused({ run }: { readonly run: RunningRun }): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  const [instructions, setInstructions] = useState('')
  const id = useId()
  return (
    <form
      className="flex flex-wrap items-end gap-2 border-t border-line px-4.5 py-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        void runs.resume(run.id, instructions)
      }}
    >
      <div className="grid min-w-52 flex-1 gap-1">
        <label htmlFor={id} className="text-xs text-ink-2">
          {t('run:instructions')}
        </label>
        <input
          id={id}
          value={instructions}
          dir="auto"
          autoComplete="off"
          className="h-9 w-full rounded-md border border-line-strong bg-raised px-3 text-sm"
          onChange={(event) => setInstructions(event.target.value)}
        />
      </div>
      <button type="submit" className="button button-main h-9!">
        <Play aria-hidden size={13} />
        {t('run:resume')}
      </button>
    </form>
  )
}
