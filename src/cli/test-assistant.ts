import { randomUUID } from 'node:crypto'
import type { Assistant } from '../core/assistant.ts'
import { createEventHub } from '../core/event-hub.ts'
import { silentLog } from '../core/log.ts'
import { AppError } from '../shared/errors.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { Message, RequestMessage } from '../shared/message.ts'
import type { ActionPreview, RequestMetadata } from '../shared/request.ts'
import type { ProgressMetadata, RunStatus } from '../shared/run.ts'
import type { TurnEnd } from '../shared/turn.ts'
import {
  at,
  base,
  conversationOf,
  listing,
  requestMessage,
  runningTurn,
  textMessage,
} from './test-messages.ts'

type ApprovePlan = Parameters<Assistant['requests']['approve']>[0]
type CancelPlan = Parameters<Assistant['requests']['cancel']>[0]

/** What the model says, and the plan that it says it with. */
export interface ScriptedTurn {
  readonly text?: string
  readonly plan?: Partial<RequestMetadata>
}

/** What one run does: the output of each step in pieces, and how the step ends. */
export interface ScriptedRun {
  readonly steps: readonly { readonly output?: readonly string[]; readonly end?: Partial<ProgressMetadata> }[]
  readonly status?: RunStatus
  /** It goes on until it is stopped. */
  readonly endless?: boolean
}

export interface ScriptedAssistant extends Assistant {
  readonly approvals: readonly ApprovePlan[]
  readonly cancellations: readonly CancelPlan[]
  readonly stopped: readonly string[]
}

/** The assistant as the command line sees it, in which turns, plans and runs go as the test says; no model, no store. */
export function scriptAssistant(script: {
  readonly turns: readonly ScriptedTurn[]
  readonly runs?: readonly ScriptedRun[]
  readonly previews?: readonly ActionPreview[]
  /** What is another in a plan once it is looked at, and what becomes another right after that. */
  readonly onPreview?: readonly Partial<RequestMetadata>[]
  /** Plans of earlier conversations. */
  readonly waiting?: readonly RequestMessage[]
}): ScriptedAssistant {
  const hub = createEventHub(silentLog)
  const turns = [...script.turns]
  const runs = [...(script.runs ?? [])]
  const approvals: ApprovePlan[] = []
  const cancellations: CancelPlan[] = []
  const stopped: string[] = []
  const requests = new Map((script.waiting ?? []).map((request) => [request.id, request]))
  let stop = (): void => {}
  const tell = (event: HearthEvent): void => hub.emit(event)
  const save = (message: Message): void => tell({ type: 'message.saved', message })

  function finish(turnId: string, conversationId: string, { text = '', plan }: ScriptedTurn): TurnEnd {
    const answer = textMessage(conversationId, 'assistant', text, turnId)
    const request = plan ? requestMessage(conversationId, plan) : null
    if (request) requests.set(request.id, request)
    if (text !== '')
      tell({
        type: 'turn.delta',
        conversationId,
        turnId,
        messageId: answer.id,
        kind: 'text',
        offset: 0,
        text,
      })
    save(answer)
    if (request) save(request)
    const end = { turnId, conversationId, answer, error: null, request, firstTokenMs: 1, totalMs: 2 }
    tell({ type: 'turn.ended', end })
    if (request?.metadata?.status === 'approved') void carryOut(request)
    return end
  }

  function goOn(conversationId: string): void {
    const next = turns.shift()
    if (!next) return
    const turnId = randomUUID()
    tell({ type: 'turn.started', turn: runningTurn(turnId, conversationId) })
    finish(turnId, conversationId, next)
  }

  async function carryOut(request: RequestMessage): Promise<void> {
    const run = runs.shift() ?? { steps: [{}] }
    await new Promise(setImmediate)
    const stopping = new Promise<void>((resolve) => (stop = resolve))
    const status = await playRun(request, run, stopping, tell)
    if (request.metadata?.model !== undefined && status !== 'cancelled') goOn(request.conversationId)
  }

  const scripted: Partial<ScriptedAssistant> = {
    approvals,
    cancellations,
    stopped,
    onEvent: hub.listen,
    stopTurn: async () => {},
    // There is a model as long as it has something to say.
    status: async () =>
      turns.length > 0
        ? { state: 'running', version: '0', address: 'here' }
        : { state: 'stopped', message: 'Ollama is not running.', address: 'here' },
    async startTurn({ turnId, conversationId, text }) {
      const userMessage = textMessage(conversationId, 'user', text, turnId)
      save(userMessage)
      const conversation = conversationOf(conversationId)
      const ended = new Promise(setImmediate).then(() => finish(turnId, conversationId, turns.shift() ?? {}))
      return { conversation, userMessage, turn: runningTurn(turnId, conversationId), ended }
    },
    conversations: conversationsWith(requests),
    requests: {
      count: async () => 0,
      preview: async (id) => ({ ...lookAt(requests, id, script.onPreview), previews: script.previews ?? [] }),
      revise: () => Promise.reject(new AppError('forbidden', 'Not here.')),
      async approve(plan) {
        approvals.push(plan)
        const request = requests.get(plan.messageId)
        if (!request?.metadata || plan.digest !== request.metadata.digest)
          throw new AppError('forbidden', 'This is not the plan that was shown.')
        const approved: RequestMessage = { ...request, metadata: { ...request.metadata, status: 'approved' } }
        save(approved)
        void carryOut(approved)
        return approved
      },
      async cancel(plan) {
        cancellations.push(plan)
        const request = requests.get(plan.messageId)
        if (request && plan.instead !== undefined) setImmediate(() => goOn(request.conversationId))
      },
    },
    runs: {
      stop: async (runId: string) => {
        stopped.push(runId)
        stop()
      },
    } as Assistant['runs'],
  }
  return scripted as ScriptedAssistant
}

/** A plan as it is once it is looked at. */
function lookAt(
  requests: Map<string, RequestMessage>,
  id: string,
  [then, after]: readonly Partial<RequestMetadata>[] = [],
): { readonly request: RequestMessage; readonly digest: string } {
  const was = requests.get(id)
  if (!was?.metadata) throw new AppError('not_found', 'This plan is gone.')
  const metadata = { ...was.metadata, ...then }
  requests.set(id, { ...was, metadata: { ...metadata, ...after } })
  return { request: { ...was, metadata }, digest: metadata.digest }
}

/** Tells of a run from its beginning to its result. */
async function playRun(
  { id: requestId, conversationId, metadata }: RequestMessage,
  run: ScriptedRun,
  stopping: Promise<void>,
  tell: (event: HearthEvent) => void,
): Promise<RunStatus> {
  const runId = randomUUID()
  const state = 'running'
  tell({
    type: 'run.changed',
    run: { id: runId, requestId, conversationId, state, startedAt: at, actionId: null },
  })
  for (const [index, { output = [], end }] of run.steps.entries()) {
    const { id: actionId, title } = metadata?.actions[index] ?? listing
    const messageId = `${runId}-${index}`
    const save = (more: Partial<ProgressMetadata>): void => {
      const told: ProgressMetadata = { runId, requestId, actionId, state: 'started', title, ...more }
      const message = { ...base(conversationId, 'assistant', title), id: messageId, metadata: told }
      tell({ type: 'message.saved', message: { ...message, messageType: 'agent_progress' } })
    }
    save({ startedAt: at })
    let offset = 0
    for (const text of output) {
      tell({ type: 'run.output', runId, messageId, offset, text })
      offset += text.length
    }
    if (run.endless) await stopping
    save({ state: run.endless ? 'cancelled' : 'succeeded', summary: 'Did it.', ...end })
  }
  const status = run.status ?? (run.endless ? 'cancelled' : 'succeeded')
  const result = {
    ...base(conversationId, 'assistant', 'The result.'),
    metadata: { runId, requestId, status },
  }
  tell({ type: 'message.saved', message: { ...result, messageType: 'agent_result' } })
  tell({ type: 'run.ended', runId, conversationId })
  return status
}

function conversationsWith(requests: ReadonlyMap<string, RequestMessage>): Assistant['conversations'] {
  const all = (): RequestMessage[] => [...requests.values()]
  const conversations: Partial<Assistant['conversations']> = {
    list: async () => ({
      conversations: all().map(({ conversationId }) => conversationOf(conversationId)),
      hasMore: false,
    }),
    open: async (id) => ({
      conversation: conversationOf(id),
      messages: all().filter(({ conversationId }) => conversationId === id),
      hasEarlier: false,
      hasLater: false,
      turn: null,
      run: null,
    }),
  }
  return conversations as Assistant['conversations']
}
