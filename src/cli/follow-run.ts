import type { Assistant } from '../core/assistant.ts'
import type { HearthEvent } from '../shared/events.ts'
import { findAppError } from '../shared/errors.ts'
import type { ProgressMessage, RequestMessage, ResultMessage } from '../shared/message.ts'
import { changeKinds } from '../shared/run.ts'
import type { ConversationEvents } from './conversation-events.ts'
import type { Session } from './session.ts'
import { viewSteps } from './steps-view.ts'
import { shortId } from './text.ts'

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

/** Shows the run of a request to its end. Null when a stop did not end it in time, or was refused, which is told. */
export async function followRun(
  { assistant, session, events, signal }: Following,
  request: RequestMessage,
): Promise<ResultMessage | null> {
  const view = viewSteps(request, session)
  const steps = new Map<string, ProgressMessage>()
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
    if (runId === null) return
    assistant.runs.stop(runId).catch((error: unknown) => {
      session.output.note(findAppError(error)?.message ?? 'The run could not be stopped.')
      given.abort()
    })
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
        steps.set(message.id, message)
      }
      if (message.messageType === 'agent_result') {
        view.result(message)
        tellUndo(message, [...steps.values()], session)
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

function tellUndo({ metadata }: ResultMessage, steps: readonly ProgressMessage[], { output }: Session): void {
  const kinds = steps.flatMap((step) => (step.metadata ? changeKinds(step.metadata) : []))
  if (kinds.some((kind) => kind !== 'trashed'))
    output.quiet(`To take it back: hearth undo ${metadata ? shortId(metadata.runId) : ''}`)
  else if (kinds.length > 0) output.quiet('It lies in the system’s trash. Restore it from there.')
}
