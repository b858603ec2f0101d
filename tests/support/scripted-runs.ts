import { randomUUID } from 'node:crypto'
import type { EndedRun, Runs } from '../../src/core/orchestrator/runs.ts'
import type { ProgressMessage, RequestMessage } from '../../src/shared/message.ts'
import type { RunningRun, RunStatus } from '../../src/shared/run.ts'

/** What a test says came of a run: of each step its output, and where that comes from. */
export interface ScriptedEnd {
  readonly status?: RunStatus
  readonly outputs?: readonly { readonly output: string; readonly source?: string }[]
  readonly instructions?: string
  readonly stopped?: true
}

export interface ScriptedRun {
  readonly request: RequestMessage
  end(how?: ScriptedEnd): void
}

/** Runs that carry nothing out: for what comes before and after them. */
export interface ScriptedRuns {
  readonly runs: Runs
  readonly started: readonly ScriptedRun[]
  /** The run with this number (from 0), once it has begun. */
  run(index: number): Promise<ScriptedRun>
  forget(): void
}

export function scriptRuns(): ScriptedRuns {
  const started: ScriptedRun[] = []
  const waiting = new Map<number, (run: ScriptedRun) => void>()
  const open = new Set<ScriptedRun>()
  const never = async (): Promise<never> => {
    throw new Error('Not in this test.')
  }
  return {
    started,
    run(index) {
      const run = started[index]
      return run ? Promise.resolve(run) : new Promise((resolve) => waiting.set(index, resolve))
    },
    forget() {
      started.length = 0
      waiting.clear()
    },
    runs: {
      start(request) {
        const { promise: ended, resolve } = Promise.withResolvers<EndedRun>()
        const run = {
          request,
          end(how: ScriptedEnd = {}) {
            open.delete(run)
            resolve(endOf(request, how))
          },
        }
        open.add(run)
        started.push(run)
        waiting.get(started.length - 1)?.(run)
        return { ended, run: viewOf(request) }
      },
      running(conversationId) {
        const run = [...open].find(({ request }) => request.conversationId === conversationId)
        return run ? viewOf(run.request) : null
      },
      pause: never,
      resume: never,
      stop: never,
      settled: async () => {},
      goOn: never,
      undo: never,
      output: never,
      list: async () => [],
      recover: async () => [],
      async close() {
        for (const run of open) run.end({ status: 'interrupted' })
      },
    },
  }
}

function viewOf(request: RequestMessage): RunningRun {
  return {
    id: randomUUID(),
    requestId: request.id,
    conversationId: request.conversationId,
    state: 'running',
    startedAt: request.createdAt,
    actionId: request.metadata?.actions[0]?.id ?? null,
  }
}

function endOf(
  request: RequestMessage,
  { status = 'succeeded', outputs = [], instructions, stopped }: ScriptedEnd,
) {
  const { conversationId, createdAt } = request
  const runId = randomUUID()
  const base = { conversationId, createdAt, role: 'assistant', content: 'It was carried out.' } as const
  const steps = outputs.map(({ output, source }, index) => {
    const message: ProgressMessage = {
      ...base,
      id: randomUUID(),
      messageType: 'agent_progress',
      metadata: {
        runId,
        actionId: request.metadata?.actions[index]?.id ?? '',
        state: 'succeeded',
        ...(source !== undefined && { source }),
      },
    }
    return { message, output }
  })
  const result = {
    ...base,
    id: randomUUID(),
    messageType: 'agent_result',
    metadata: { runId, status, ...(stopped && { stopped }) },
  } as const
  return { request, steps, result, instructions: instructions ?? null }
}
