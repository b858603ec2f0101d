import type { Assistant } from '../core/assistant.ts'
import type { RequestMessage } from '../shared/message.ts'
import { readPolicy } from './approval.ts'
import { findPerson } from './ask-person.ts'
import { followConversation } from './conversation-events.ts'
import { exitCodeOf } from './exchange.ts'
import { inLine } from './gutter.ts'
import { findRequest, pendingRequests } from './pending-requests.ts'
import { isDestructive } from './plan-view.ts'
import type { Session } from './session.ts'
import { settle } from './settle.ts'
import { shortId, table, when } from './text.ts'

/** Prints the plans that wait for an answer: a line each, or with `--json` one array. */
export async function listRequests(assistant: Assistant, session: Session): Promise<number> {
  const { terminal, output, options } = session
  const found: RequestMessage[] = []
  for await (const request of pendingRequests(assistant, terminal.clock)) found.push(request)
  if (options.json) output.result(`${JSON.stringify(found)}\n`)
  else if (found.length === 0) output.note('No plan waits for an answer.')
  else output.result(table(found.map((request) => row(request, output.width === null))))
  return 0
}

function row({ id, createdAt, metadata }: RequestMessage, whole: boolean): readonly string[] {
  const risk = metadata && isDestructive(metadata) ? 'destructive' : ''
  return [whole ? id : shortId(id), when(createdAt), risk, inLine(metadata?.summary ?? '')]
}

/** Shows a plan that waits, asks, and carries it out. `--yes` says yes to all but what is destructive. */
export async function approveRequest(
  assistant: Assistant,
  session: Session,
  given: string,
  { yes = false, yesDestructive = false }: { readonly yes?: boolean; readonly yesDestructive?: boolean },
): Promise<number> {
  const { terminal, output, ending, options } = session
  const request = await findRequest(assistant, terminal.clock, given)
  const events = followConversation(assistant, request.conversationId, null)
  events.keep(request)
  try {
    const policy = readPolicy(yes || yesDestructive ? { approve: 'all', yesDestructive } : {})
    const outcome = await settle(
      {
        assistant,
        session,
        events,
        policy,
        // The yes was for this plan, and for none that nobody has seen.
        followUps: readPolicy({}),
        ask: findPerson(session),
        signal: ending.signal,
        thinking: false,
      },
      request,
    )
    if (options.json) {
      output.result(
        `${JSON.stringify({ conversationId: request.conversationId, messages: events.messages() })}\n`,
      )
    }
    return exitCodeOf[outcome]
  } finally {
    events.close()
  }
}

/** Takes a plan away without carrying it out. */
export async function declineRequest(assistant: Assistant, session: Session, given: string): Promise<number> {
  const { terminal, output, options } = session
  const request = await findRequest(assistant, terminal.clock, given)
  await assistant.requests.cancel({ messageId: request.id })
  if (options.json) output.result(`${JSON.stringify({ declined: request.id })}\n`)
  else output.note(`Declined: ${inLine(request.metadata?.summary ?? '')}`)
  return 0
}
