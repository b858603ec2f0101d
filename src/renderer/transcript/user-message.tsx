import type { ReactNode } from 'react'
import type { Message } from '../../shared/message.ts'
import { EditMessage } from './edit-message.tsx'
import { LongText } from './long-text.tsx'
import { UserTools } from './tools.tsx'
import { useWords } from '../use-words.ts'

export interface UserMessageProps {
  readonly message: Message
  readonly editing: boolean
  readonly busy: boolean
  onEditing(messageId: string | null): void
  onEdit(messageId: string, text: string): void
  /** Null unless it is the last message, to which no answer came. */
  readonly onRegenerate: ((messageId: string) => void) | null
}

/** The person's words, in a bubble at the right. */
export function UserMessage({
  message,
  editing,
  busy,
  onEditing,
  onEdit,
  onRegenerate,
}: UserMessageProps): ReactNode {
  const t = useWords()
  return (
    <article className="message message-user" aria-label={t('transcript:you')}>
      {editing ? (
        <EditMessage
          messageId={message.id}
          text={message.content}
          onCancel={() => onEditing(null)}
          onSend={(text) => {
            onEditing(null)
            onEdit(message.id, text)
          }}
        />
      ) : (
        <>
          <div className="bubble">
            <LongText text={message.content} />
          </div>
          <UserTools
            text={message.content}
            time={message.createdAt}
            busy={busy}
            onEdit={() => onEditing(message.id)}
            onAnswer={onRegenerate && (() => onRegenerate(message.id))}
          />
        </>
      )}
    </article>
  )
}
