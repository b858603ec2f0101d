import type { StartedTurn } from '../../shared/contract.ts'
import { reportError } from '../../shared/errors.ts'
import type { TextMessage } from '../../shared/message.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import { reinstate, supersede } from '../database/queries/messages.ts'
import { completeAnswer } from './answer.ts'
import { createAnswerWriter } from './answer-writer.ts'
import { growAnswer, type GrowingAnswer } from './growing-answer.ts'
import type { SavedQuestion } from './question.ts'
import type { Room } from './room.ts'

/** A turn whose question is on disk and whose answer is coming. */
export interface LiveTurn {
  readonly started: StartedTurn
  /** As it is now. */
  view(): RunningTurn
  /** Never rejects for a failure of the model. */
  readonly ended: Promise<TurnEnd>
}

export interface TurnOptions {
  readonly turnId: string
  readonly question: SavedQuestion
  /** When the person's message was handed in, on the monotonic clock. */
  readonly handedInAt: number
  /** Aborted with an EndReason. */
  readonly signal: AbortSignal
  /** Answers that the disk refused so far; they are kept here until it takes them. */
  readonly unsaved: Map<string, TextMessage>
}

/** Tells every window and lets the answer grow. */
export function runTurn(room: Room, options: TurnOptions): LiveTurn {
  const { turnId, question, signal } = options
  const { conversation, userMessage, replaced } = question
  const answer = growAnswer(
    { id: room.newId(), conversationId: conversation.id, turnId },
    room.clock,
    options.handedInAt,
  )
  if (conversation.model !== null) answer.setModel(conversation.model)
  const startedAt = room.clock.now().toISOString()
  const view = (): RunningTurn => {
    const message = answer.message()
    const model = message.metadata?.model ?? null
    return {
      id: turnId,
      conversationId: conversation.id,
      model,
      phase: answer.phase(),
      startedAt,
      answer: message,
    }
  }
  const started: StartedTurn = { conversation, userMessage, turn: view() }
  room.events.emit({ type: 'conversation.saved', conversation })
  if (replaced.length > 0)
    room.events.emit({ type: 'messages.removed', conversationId: conversation.id, ids: replaced })
  room.events.emit({ type: 'message.saved', message: userMessage })
  room.events.emit({ type: 'turn.started', turn: started.turn })
  return { started, view, ended: follow(room, options, answer, signal) }
}

async function follow(
  room: Room,
  options: TurnOptions,
  answer: GrowingAnswer,
  signal: AbortSignal,
): Promise<TurnEnd> {
  const { turnId, question, unsaved } = options
  const { id: conversationId, model, numCtx } = question.conversation
  const messageId = answer.message().id
  const writer = createAnswerWriter({
    db: room.db,
    clock: room.clock,
    current: answer.message,
    onTrouble(error) {
      if (error === null) unsaved.delete(messageId)
      else room.log.error('answer.unsaved', { error })
      room.events.emit({ type: 'store.trouble', error: error === null ? null : reportError(error) })
    },
  })
  const watcher = {
    onModel: () => writer.changed(),
    onGrowth(growth: { kind: 'text' | 'thinking'; offset: number; text: string }) {
      room.events.emit({ type: 'turn.delta', conversationId, turnId, messageId, ...growth })
      writer.changed()
    },
  }
  await completeAnswer(
    room,
    { conversationId, history: question.history, model, numCtx },
    answer,
    watcher,
    signal,
  )

  unsaved.set(messageId, answer.message())
  const stored = await writer.finish()
  if (stored) unsaved.delete(messageId)
  const shown = stored ?? answer.message()
  room.history.add(conversationId, shown)
  await bringBack(room, question, shown)
  return {
    turnId,
    conversationId,
    answer: shown,
    error: shown.metadata?.error ?? null,
    firstTokenMs: answer.firstTokenMs(),
    totalMs: answer.totalMs(),
  }
}

/** A new answer that never came gives its place back to the one it was to replace. */
async function bringBack(
  room: Room,
  { replaced, answerAgain }: SavedQuestion,
  answer: TextMessage,
): Promise<void> {
  const { content, metadata, conversationId } = answer
  if (!answerAgain || replaced.length === 0 || content !== '' || metadata?.thinking !== undefined) return
  if (metadata?.status === 'complete') return
  try {
    await supersede(room.db, answer, { itself: true, now: room.clock.now() })
    const messages = await reinstate(room.db, replaced)
    room.events.emit({ type: 'messages.removed', conversationId, ids: [answer.id] })
    for (const message of messages) room.events.emit({ type: 'message.saved', message })
  } catch (error) {
    room.log.error('answer.bring_back', { error })
  }
}
