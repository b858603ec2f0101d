import type { Assistant } from '../core/assistant.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { RequestMessage, ResultMessage } from '../shared/message.ts'
import type { ConversationEvents } from './conversation-events.ts'
import type { Session } from './session.ts'
import { viewSteps } from './steps-view.ts'

/** What is followed, and with what. */
export interface Following {
  readonly assistant: Assistant
  readonly session: Session
  /** Of the conversation, since before the plan was made. */
  readonly events: ConversationEvents
  /** Stops what is under way. */
  readonly signal: AbortSignal
  readonly thinking: boolean
}

/** Milliseconds in which a run that was stopped has to end. */
const patience = 10_000

/** Shows the run of a request to its end. Null when a stop did not end it in time. */
export async function followRun(
  { assistant, session, events, signal }: Following,
  request: RequestMessage,
): Promise<ResultMessage | null> {
  const view = viewSteps(request, session)
  let runId: string | null = request.metadata?.runId ?? null
  const concerns = (event: HearthEvent): boolean =>
    event.type === 'run.output' ? event.runId === runId : requestOf(event) === request.id
  const know = (id: string | null | undefined): void => {
    if (runId !== null || !id) return
    runId = id
    // A stop that came before it was known has met nothing.
    if (signal.aborted) tellStop()
  }
  const given = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const tellStop = (): void => {
    timer ??= setTimeout(() => given.abort(), patience)
    if (runId !== null) void assistant.runs.stop(runId).catch(() => {})
  }
  signal.addEventListener('abort', tellStop)
  if (signal.aborted) tellStop()
  try {
    for (;;) {
      const event = await events.next(concerns, { signal: given.signal })
      if (event === null) return null
      if (event.type === 'run.changed') know(event.run.id)
      if (event.type === 'run.output') view.output(event)
      if (event.type !== 'message.saved') continue
      const { message } = event
      if (message.messageType === 'agent_request') know(message.metadata?.runId)
      if (message.messageType === 'agent_progress') {
        know(message.metadata?.runId)
        view.step(message)
      }
      if (message.messageType === 'agent_result') {
        view.result(message)
        tellUndo(request, message, session)
        return message
      }
    }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', tellStop)
  }
}

function requestOf(event: HearthEvent): string | null {
  if (event.type === 'run.changed') return event.run.requestId
  if (event.type !== 'message.saved') return null
  const { message } = event
  if (message.messageType === 'agent_request') return message.id
  if (message.messageType === 'text') return null
  return message.metadata?.requestId ?? null
}

function tellUndo({ metadata: plan }: RequestMessage, { metadata }: ResultMessage, session: Session): void {
  if (plan === null || metadata === null) return
  const done = new Set(metadata.done ?? plan.actions.map(({ id }) => id))
  const can = plan.actions.some(({ id, risk, undo }) => done.has(id) && risk !== 'read' && undo !== 'no')
  if (can) session.output.quiet(`To take it back: hearth undo ${metadata.runId.slice(0, 8)}`)
}
