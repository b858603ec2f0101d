import { useState, type ReactNode } from 'react'
import { Pencil, RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../markdown/copy-button.tsx'
import { createTimeFormat } from './words.ts'
import { useWords } from '../use-words.ts'

const formats = new Map<string, ReturnType<typeof createTimeFormat>>()

/** By the clock of the system where it speaks the window's language, and else as that language writes times. */
function timeFormat(language: string): ReturnType<typeof createTimeFormat> {
  const known = formats.get(language)
  if (known) return known
  const own = new Intl.DateTimeFormat().resolvedOptions().locale
  const format = createTimeFormat(own.startsWith(language) ? own : language)
  formats.set(language, format)
  return format
}

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
  const t = useWords()
  const { text, model, time, busy, why, onRegenerate } = props
  return (
    <div className="tools">
      <CopyButton text={() => text} label={t('transcript:copyAsMarkdown')} className="tool" />
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
  const t = useWords()
  const { text, time, busy, onEdit, onAnswer } = props
  return (
    <div className="tools tools-user">
      <span className="about">
        <Time iso={time} />
      </span>
      <CopyButton text={() => text} label={t('transcript:copyMessage')} className="tool" />
      {onAnswer && !busy && <AnswerAgain busy={busy} onClick={onAnswer} />}
      <button
        type="button"
        className="tool"
        aria-label={t('transcript:editMessage')}
        title={t('transcript:edit')}
        disabled={busy}
        onClick={onEdit}
      >
        <Pencil size={15} aria-hidden="true" />
      </button>
    </div>
  )
}

function AnswerAgain({ busy, onClick }: { readonly busy: boolean; onClick(): void }): ReactNode {
  const t = useWords()
  return (
    <button
      type="button"
      className="tool"
      aria-label={t('transcript:answerAgain')}
      title={t('transcript:answerAgain')}
      disabled={busy}
      onClick={onClick}
    >
      <RefreshCw size={15} aria-hidden="true" />
    </button>
  )
}

function Time({ iso }: { readonly iso: string }): ReactNode {
  const { language } = useTranslation().i18n
  const [now] = useState(() => new Date())
  return <time dateTime={iso}>{timeFormat(language)(iso, now)}</time>
}
