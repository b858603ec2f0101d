import { randomUUID } from 'node:crypto'
import type { Conversation } from '../shared/conversation.ts'
import type { RequestMessage, TextMessage } from '../shared/message.ts'
import type { PlannedAction, RequestMetadata } from '../shared/request.ts'
import type { RunningTurn } from '../shared/turn.ts'

/** What conversations with plans are made of, for tests. */
export const at = '2026-11-24T15:00:00.000Z'

export const listing: PlannedAction = {
  id: 'a1',
  action: 'list_files',
  title: 'List what is in src.',
  arguments: { folder: 'src' },
  risk: 'read',
  undo: 'yes',
}
export const writing: PlannedAction = {
  id: 'a2',
  action: 'write_file',
  title: 'Write notes.md.',
  arguments: { path: 'notes.md', content: 'new' },
  risk: 'change',
  undo: 'yes',
}
export const deleting: PlannedAction = {
  id: 'a3',
  action: 'delete_file',
  title: 'Delete old.md.',
  arguments: { path: 'old.md' },
  risk: 'destructive',
  undo: 'no',
}

export function base(conversationId: string, role: 'user' | 'assistant', content: string) {
  return { id: randomUUID(), conversationId, role, content, createdAt: at }
}

export function textMessage(
  conversationId: string,
  role: 'user' | 'assistant',
  content: string,
  turnId: string,
): TextMessage {
  const metadata = role === 'user' ? { turnId } : ({ turnId, status: 'complete' } as const)
  return { ...base(conversationId, role, content), messageType: 'text', metadata }
}

export function requestMessage(conversationId: string, plan: Partial<RequestMetadata>): RequestMessage {
  const actions = plan.actions ?? [listing]
  const metadata: RequestMetadata = {
    summary: 'One thing to do.',
    actions,
    destructive: actions.some(({ risk }) => risk === 'destructive'),
    digest: 'abc',
    status: 'pending',
    model: 'tiny',
    ...plan,
  }
  return { ...base(conversationId, 'assistant', ''), messageType: 'agent_request', metadata }
}

export function conversationOf(id: string): Conversation {
  const named = { title: 'Talk', titledBy: 'message', model: 'tiny', numCtx: 8_192, draft: '' } as const
  const plain = { temporary: false, summary: null, summaryUntil: null } as const
  return { id, ...named, ...plain, createdAt: at, updatedAt: at }
}

export function runningTurn(id: string, conversationId: string): RunningTurn {
  const answer = textMessage(conversationId, 'assistant', '', id)
  return { id, conversationId, model: 'tiny', phase: 'waiting', startedAt: at, answer }
}
