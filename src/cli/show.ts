import type { Assistant } from '../core/assistant.ts'
import type { Message } from '../shared/message.ts'
import { findConversation } from './conversation-id.ts'
import type { Session } from './session.ts'
import { oneLine, when } from './text.ts'

const pageSize = 500

/** Prints a conversation, oldest message first: readable, or with `--json` one object. */
export async function showConversation(
  assistant: Assistant,
  { output, ending, options }: Session,
  given: string,
): Promise<number> {
  const { id } = await findConversation(assistant, given)
  const { conversation, messages: newest, hasEarlier } = await assistant.conversations.open(id, pageSize)
  const pages = [newest]
  for (let more = hasEarlier; more;) {
    const first = pages[0]?.[0]
    if (!first || ending.signal.aborted) break
    const page = await assistant.conversations.earlier(id, first.id, pageSize)
    pages.unshift(page.messages)
    more = page.hasEarlier
  }

  const heading = [conversation.id, conversation.model, when(conversation.createdAt)].filter(Boolean)
  if (options.json) output.result(`{"conversation":${JSON.stringify(conversation)},"messages":[`)
  else output.result(`${output.strong(oneLine(conversation.title))}\n${output.faint(heading.join(' · '))}\n`)
  let count = 0
  for (const message of pages.flat()) {
    if (ending.signal.aborted) return 1
    if (options.json) output.result((count > 0 ? ',\n' : '\n') + JSON.stringify(message))
    else output.result(`\n${output.strong(byline(message))}\n${body(message)}\n`)
    await output.taken()
    count += 1
  }
  if (options.json) output.result(']}\n')
  return 0
}

function byline({ role, messageType, metadata, createdAt }: Message): string {
  const answer = messageType === 'text' ? metadata : null
  const who = role === 'user' ? 'You' : (answer?.model ?? 'Hearth')
  const parts = [who, when(createdAt)]
  if (messageType !== 'text') parts.push(messageType.replace('agent_', ''))
  if (answer?.status && answer.status !== 'complete') parts.push(answer.status)
  return parts.join(' · ')
}

function body({ content, messageType, metadata }: Message): string {
  const error = messageType === 'text' ? metadata?.error : undefined
  return [content.trimEnd(), error ? `[${error.message}]` : ''].filter(Boolean).join('\n')
}
