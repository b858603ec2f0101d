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
  onRegenerate(): void
}): ReactNode {
  const { text, model, time, busy, onRegenerate } = props
  return (
    <div className="tools">
      <CopyButton text={() => text} label="Copy as Markdown" className="tool" />
      <button
        type="button"
        className="tool"
        aria-label="Answer again"
        title="Answer again"
        disabled={busy}
        onClick={onRegenerate}
      >
        <RefreshCw size={15} aria-hidden="true" />
      </button>
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
}): ReactNode {
  const { text, time, busy, onEdit } = props
  return (
    <div className="tools tools-user">
      <span className="about">
        <Time iso={time} />
      </span>
      <CopyButton text={() => text} label="Copy message" className="tool" />
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

function Time({ iso }: { readonly iso: string }): ReactNode {
  const [now] = useState(() => new Date())
  return <time dateTime={iso}>{formatTime(iso, now)}</time>
}
