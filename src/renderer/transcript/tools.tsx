import { useState, type ReactNode } from 'react'
import { Pencil, RefreshCw } from 'lucide-react'
import { CopyButton } from '../markdown/copy-button.tsx'
import { createTimeFormat } from './words.ts'

const formatTime = createTimeFormat()

/** Under a message: seen with the pointer or the focus, and always there for a keyboard. Their room is kept free. */
export function AnswerTools(props: {
  readonly text: string
  readonly model: string | undefined
  readonly time: string
  readonly busy: boolean
  /** What the answer rests on. */
  readonly why: ReactNode
  readonly onRegenerate: (() => void) | null
}): ReactNode {
  const { text, model, time, busy, why, onRegenerate } = props
  return (
    <div className="tools">
      <CopyButton text={() => text} label="Copy as Markdown" className="tool" />
      {onRegenerate && <AnswerAgain busy={busy} onClick={onRegenerate} />}
      {why}
      <span className="about">
        {model === undefined ? null : <span className="about-model">{model}</span>}
        <Time iso={time} />
      </span>
    </div>
  )
}

export function UserTools(props: {
  readonly text: string
  readonly time: string
  readonly busy: boolean
  onEdit(): void
  /** For a message that got no answer. */
  readonly onAnswer: (() => void) | null
}): ReactNode {
  const { text, time, busy, onEdit, onAnswer } = props
  return (
    <div className="tools tools-user">
      <span className="about">
        <Time iso={time} />
      </span>
      <CopyButton text={() => text} label="Copy message" className="tool" />
      {onAnswer && !busy && <AnswerAgain busy={busy} onClick={onAnswer} />}
      <button
        type="button"
        className="tool"
        aria-label="Edit message"
        title="Edit"
        disabled={busy}
        onClick={onEdit}
      >
        <Pencil size={15} aria-hidden="true" />
      </button>
    </div>
  )
}

function AnswerAgain({ busy, onClick }: { readonly busy: boolean; onClick(): void }): ReactNode {
  return (
    <button
      type="button"
      className="tool"
      aria-label="Answer again"
      title="Answer again"
      disabled={busy}
      onClick={onClick}
    >
      <RefreshCw size={15} aria-hidden="true" />
    </button>
  )
}

function Time({ iso }: { readonly iso: string }): ReactNode {
  const [now] = useState(() => new Date())
  return <time dateTime={iso}>{formatTime(iso, now)}</time>
}
