import type { Assistant } from '../core/assistant.ts'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../shared/errors.ts'
import type { RequestMessage } from '../shared/message.ts'
import { everyConversation } from './conversation-id.ts'
import { checkStart, onlyOne } from './id-start.ts'
import { inLine } from './gutter.ts'

/** A plan cannot be approved after a day, so older conversations hold none that waits. With some leeway, in ms. */
const oldest = 26 * 3_600_000
/** The newest messages of a conversation, among which its plan stands. */
const messagesRead = 200

/** Plans that wait for an answer, the newest conversation first. */
export async function* pendingRequests(assistant: Assistant, clock: Clock): AsyncGenerator<RequestMessage> {
  const now = clock.now().getTime()
  for await (const { id, updatedAt } of everyConversation(assistant)) {
    if (now - Date.parse(updatedAt) > oldest) return
    const { messages } = await assistant.conversations.open(id, messagesRead)
    for (const message of messages.toReversed()) {
      if (message.messageType !== 'agent_request' || message.metadata?.status !== 'pending') continue
      const { expiresAt } = message.metadata
      if (expiresAt === undefined || Date.parse(expiresAt) > now) yield message
    }
  }
}

/** The one plan that waits whose id is, or begins with, what was given. Throws `not_found` or a UsageError. */
export async function findRequest(
  assistant: Assistant,
  clock: Clock,
  given: string,
): Promise<RequestMessage> {
  const start = checkStart(given, 'a plan')
  const found: RequestMessage[] = []
  for await (const request of pendingRequests(assistant, clock))
    if (request.id.startsWith(start)) found.push(request)
  return onlyOne(found, start, {
    none: new AppError('not_found', `No plan ${start} waits for an answer.`),
    many: 'plans',
    title: ({ metadata }) => inLine(metadata?.summary ?? ''),
  })
}
