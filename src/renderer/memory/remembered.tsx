import { Lightbulb, LightbulbOff } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useHearth } from '../hearth-context.ts'
import { undoable } from '../run/words.ts'
import type { PlanRow } from '../transcript/rows.ts'
import { useWords } from '../use-words.ts'

/** What was remembered because a person said so, without a plan that asks: null for any other plan. */
export function rememberedOutright({ message: { metadata }, result }: PlanRow): string | null {
  const [action, ...others] = metadata?.actions ?? []
  if (action?.action !== 'remember' || others.length > 0) return null
  if (metadata?.status !== 'approved' || metadata.model !== undefined) return null
  // What went wrong is told as it is of any plan.
  if (result && result.metadata?.status !== 'succeeded') return null
  const { text } = action.arguments
  return typeof text === 'string' ? text : null
}

export interface RememberedProps {
  readonly row: PlanRow
  readonly text: string
}

/** It is remembered, and can be taken back. */
export function Remembered({ row: { result, steps }, text }: RememberedProps): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  const [busy, setBusy] = useState(false)
  const chip = useRef<HTMLElement>(null)
  const { runId, undone } = result?.metadata ?? {}
  const isGone = undone === 'yes'
  const canUndo = runId !== undefined && undoable(steps).length > 0
  const state = isGone ? 'gone' : result === null ? 'remembering' : 'remembered'
  const Icon = isGone ? LightbulbOff : Lightbulb

  async function undo(run: string): Promise<void> {
    setBusy(true)
    // The button that has the focus may go.
    chip.current?.focus()
    await runs.undo(run)
    setBusy(false)
  }

  return (
    <article
      ref={chip}
      tabIndex={-1}
      aria-label={t(isGone ? 'memory:remembered.gone' : 'memory:remembered.remembered')}
      aria-busy={result === null || busy}
      className="message remembered"
    >
      <Icon aria-hidden size={15} strokeWidth={1.75} />
      <p dir="auto">
        <span className="remembered-name">
          {t('memory:remembered.what', { state: t(`memory:remembered.${state}`) })}
        </span>
        {text}
      </p>
      {canUndo && (
        <button type="button" disabled={busy} onClick={() => void undo(runId)}>
          {t('memory:remembered.undo')}
        </button>
      )}
    </article>
  )
}
