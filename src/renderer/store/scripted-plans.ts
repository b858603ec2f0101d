import type { ProgressMessage, RequestMessage, ResultMessage } from '../../shared/message.ts'
import type { PlannedAction, RequestMetadata } from '../../shared/request.ts'
import type { ProgressMetadata, ResultMetadata, RunningRun } from '../../shared/run.ts'

/** For tests: plans of conversation `a`, and what becomes of them. */
const base = { conversationId: 'a', role: 'assistant' } as const

function second(count: number): string {
  return `2030-01-01T12:00:${String(count).padStart(2, '0')}.000Z`
}

export function action(id: string, more: Partial<PlannedAction> = {}): PlannedAction {
  return {
    id,
    action: 'write_file',
    title: `Write ${id}`,
    arguments: { path: id },
    risk: 'change',
    undo: 'yes',
    ...more,
  }
}

export function plan(
  actions: readonly PlannedAction[],
  more: Partial<RequestMetadata> = {},
  id = 'plan',
): RequestMessage {
  return {
    ...base,
    id,
    content: 'Write some files',
    messageType: 'agent_request',
    createdAt: second(40),
    metadata: {
      summary: 'Write some files',
      actions: [...actions],
      destructive: actions.some(({ risk }) => risk === 'destructive'),
      digest: 'digest 1',
      status: 'pending',
      ...more,
    },
  }
}

export function step(actionId: string, more: Partial<ProgressMetadata> = {}): ProgressMessage {
  return {
    ...base,
    id: `step ${actionId}`,
    content: '',
    messageType: 'agent_progress',
    createdAt: second(41),
    metadata: { runId: 'run', requestId: 'plan', actionId, state: 'succeeded', ...more },
  }
}

export function result(content: string, more: Partial<ResultMetadata> = {}): ResultMessage {
  return {
    ...base,
    id: 'result',
    content,
    messageType: 'agent_result',
    createdAt: second(50),
    metadata: { runId: 'run', requestId: 'plan', status: 'succeeded', ...more },
  }
}

export function runningRun(state: RunningRun['state'] = 'running'): RunningRun {
  return {
    id: 'run',
    requestId: 'plan',
    conversationId: 'a',
    state,
    startedAt: second(41),
    actionId: null,
  }
}
