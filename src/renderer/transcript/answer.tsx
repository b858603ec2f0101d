import type { ReactNode } from 'react'
import type { TextMessage } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { MarkdownPart } from '../markdown/markdown.tsx'
import { Why } from '../memory/why.tsx'
import { Ending } from './ending.tsx'
import type { Documents, Row } from './rows.ts'
import { Thinking } from './thinking.tsx'
import { AnswerTools } from './tools.tsx'
import { Waiting } from './waiting.tsx'
import { useWords } from '../use-words.ts'

export interface AnswerProps {
  readonly row: Extract<Row, { kind: 'answer' }>
  readonly documents: Documents
  readonly busy: boolean
  /** Null for an answer on which the conversation stands. */
  readonly onRegenerate: ((messageId: string) => void) | null
}

/** The assistant's words, on the page. Of a long answer, one part. */
export function Answer({ row, documents, busy, onRegenerate }: AnswerProps): ReactNode {
  const t = useWords()
  const { message, part, last, turn, planned } = row
  const document = documents.read(message, turn === null)
  const shown = document.parts[part]
  return (
    <article
      className="message message-answer"
      aria-label={t(part === 0 ? 'transcript:answer' : 'transcript:answerContinued')}
      aria-busy={turn !== null && last}
      data-last={last}
    >
      {part === 0 ? <Beginning message={message} turn={turn} /> : null}
      {shown ? <MarkdownPart part={shown} definitions={document.definitions} /> : null}
      {last ? (
        <End message={message} turn={turn} planned={planned} busy={busy} onRegenerate={onRegenerate} />
      ) : null}
    </article>
  )
}

interface EdgeProps {
  readonly message: TextMessage
  readonly turn: RunningTurn | null
}

/** What was thought, or that the first word is still awaited. */
function Beginning({ message: { content, metadata }, turn }: EdgeProps): ReactNode {
  const unanswered = turn !== null && content === ''
  const thinking = metadata?.thinking ?? ''
  if (thinking !== '')
    return <Thinking text={thinking} live={unanswered} milliseconds={metadata?.thinkingMs} />
  return unanswered ? <Waiting startedAt={turn.startedAt} /> : null
}

/** How it ended, and what one can do with it. Its room is kept free while the answer is written. */
function End({
  message,
  turn,
  planned,
  busy,
  onRegenerate,
}: EdgeProps & Pick<AnswerProps, 'busy' | 'onRegenerate'> & { readonly planned: boolean }): ReactNode {
  const { id, content, metadata, createdAt } = message
  const regenerate = onRegenerate === null ? null : (): void => onRegenerate(id)
  const empty = content.trim() === ''
  if (turn !== null) return <div className="foot" />
  if (planned && empty) return null
  return (
    <>
      <Ending metadata={metadata} empty={empty} canRetry={!busy} onRetry={regenerate} />
      <div className="foot">
        <AnswerTools
          text={content}
          model={metadata?.model}
          time={createdAt}
          busy={busy}
          why={metadata?.recalled ? <Why messageId={id} recalled={metadata.recalled} /> : null}
          onRegenerate={regenerate}
        />
      </div>
    </>
  )
}
