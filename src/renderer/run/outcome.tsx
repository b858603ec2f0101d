import { Play, Undo2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ProgressMessage, ResultMessage } from '../../shared/message.ts'
import { ErrorText } from '../error-text.tsx'
import { useHearth } from '../hearth-context.ts'
import { outcomeSentence, undoable } from './words.ts'
import { useWords } from '../use-words.ts'

export interface OutcomeProps {
  readonly result: ResultMessage
  readonly steps: readonly ProgressMessage[]
}

/** What came of a run, and what can be done about it. */
export function Outcome({ result, steps }: OutcomeProps): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  const [busy, setBusy] = useState(false)
  const { runId = '', status, error, advice, undone } = result.metadata ?? {}
  const sentence = outcomeSentence(result, steps, t)
  const canUndo = undoable(steps).length

  async function act(what: () => Promise<void>): Promise<void> {
    setBusy(true)
    await what()
    setBusy(false)
  }

  return (
    <div className="border-t border-line px-4.5 py-3.5 text-sm">
      <p dir="auto" className={`wrap-anywhere ${undone === 'yes' ? 'text-ink-2' : ''}`}>
        {sentence}
        {undone === 'yes' && <strong className="font-medium text-ink">{t('run:wasUndone')}</strong>}
        {undone === 'partly' && <strong className="font-medium text-ink">{t('run:partlyUndone')}</strong>}
      </p>
      {error && !sentence.includes(error.message) && !isToldBy(steps, error.message) && (
        <p dir="auto" className="mt-1 wrap-anywhere text-bad">
          <ErrorText error={error} />
        </p>
      )}
      {advice !== undefined && !sentence.includes(advice) && (
        <p dir="auto" className="mt-1 wrap-anywhere text-ink-2">
          {advice}
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {status === 'interrupted' && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void act(() => runs.goOn(runId))}
          >
            <Play aria-hidden size={13} />
            {t('run:goOn')}
          </button>
        )}
        {canUndo > 0 && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void act(() => runs.undo(runId))}
          >
            <Undo2 aria-hidden size={14} />
            {t('run:undoChanges', { count: canUndo })}
          </button>
        )}
      </div>
    </div>
  )
}

/** A step that failed has said why. */
function isToldBy(steps: readonly ProgressMessage[], message: string): boolean {
  return steps.some(({ metadata }) => metadata?.error?.message === message)
}
