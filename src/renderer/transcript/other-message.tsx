import type { ReactNode } from 'react'
import type { Message } from '../../shared/message.ts'
import { LongText } from './long-text.tsx'

const names: Readonly<Record<Message['messageType'], string>> = {
  text: 'Note',
  agent_request: 'Plan',
  agent_progress: 'Step',
  agent_result: 'Outcome',
}

/** A message that is neither the person's nor an answer: what it says, quietly. */
export function OtherMessage({ message }: { readonly message: Message }): ReactNode {
  return (
    <article className="message message-other" aria-label={names[message.messageType]}>
      <p className="other-name">{names[message.messageType]}</p>
      <LongText text={message.content} />
    </article>
  )
}
