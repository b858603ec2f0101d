import type { ReactNode } from 'react'
import type { Message } from '../../shared/message.ts'
import { LongText } from './long-text.tsx'
import { useWords } from '../use-words.ts'

/** A message that is neither the person's nor an answer: what it says, quietly. */
export function OtherMessage({ message }: { readonly message: Message }): ReactNode {
  const t = useWords()
  const name = t(`transcript:kinds.${message.messageType}`)
  return (
    <article className="message message-other" aria-label={name}>
      <p className="other-name">{name}</p>
      <LongText text={message.content} />
    </article>
  )
}
