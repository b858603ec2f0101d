import { chooseModel } from '../../shared/choose-model.ts'
import { AppError, findAppError, reportError } from '../../shared/errors.ts'
import type { ChatMessage, ChatRequest } from '../ollama/model-server.ts'
import { lastUsedModel, changeConversation } from '../database/queries/conversations.ts'
import type { GrowingAnswer } from './growing-answer.ts'
import type { Said } from './history.ts'
import { buildPrompt, roomFor } from './prompt.ts'
import type { Room } from './room.ts'

/** Why a turn is told to end; the reason given to its AbortController. */
export type EndReason = 'stopped' | 'interrupted'

export interface Question {
  readonly conversationId: string
  /** What was said until now; read while the message was being saved. */
  readonly history: Promise<readonly Said[]>
  /** Known, or to be found out. */
  readonly model: string | null
  readonly numCtx: number
}

export interface AnswerWatcher {
  /** The model is known. */
  onModel(model: string): void
  /** The answer has grown. */
  onGrowth(growth: { kind: 'text' | 'thinking'; offset: number; text: string }): void
}

/**
 * Asks the model once and lets `answer` grow until it is complete, stopped or failed. Never throws: how it ended is in
 * the answer, an error also in what it returns.
 */
export async function completeAnswer(
  room: Room,
  question: Question,
  answer: GrowingAnswer,
  watcher: AnswerWatcher,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { numCtx } = question
    const model = question.model ?? (await findModel(room, question.conversationId, signal))
    answer.setModel(model)
    watcher.onModel(model)
    for await (const part of askWithRoom(room, { model, numCtx }, await question.history, signal)) {
      const growth = answer.add(part)
      if (growth) watcher.onGrowth(growth)
    }
    answer.end('complete', null)
  } catch (error) {
    const status = endStatus(signal)
    if (status === 'failed' && !findAppError(error)) room.log.error('turn.failed', { error })
    answer.end(status, status === 'failed' ? reportError(error) : null)
  }
}

function endStatus(signal: AbortSignal): EndReason | 'failed' {
  if (!signal.aborted) return 'failed'
  return signal.reason === 'interrupted' ? 'interrupted' : 'stopped'
}

async function findModel(room: Room, conversationId: string, signal: AbortSignal): Promise<string> {
  const [models, lastUsed] = await Promise.all([room.server.models(signal), lastUsedModel(room.db)])
  const model = chooseModel(models, lastUsed)
  if (model === null) {
    throw new AppError(
      'model_none',
      'No model is installed yet. Get one with «ollama pull qwen3:4b» in a terminal, then try again.',
    )
  }
  const conversation = await changeConversation(room.db, conversationId, { model })
  if (conversation) room.events.emit({ type: 'conversation.saved', conversation })
  return model
}

/**
 * One call. Only when the server refuses the prompt as too long (our count of tokens is a guess) it is asked again with
 * half of the history: that refusal comes before any work was done.
 */
async function* askWithRoom(
  room: Room,
  { model, numCtx }: Pick<ChatRequest, 'model' | 'numCtx'>,
  history: readonly Said[],
  signal: AbortSignal,
) {
  let tokens = roomFor(numCtx)
  let begun = false
  for (;;) {
    const messages: ChatMessage[] = buildPrompt(history, room.clock.now(), tokens)
    try {
      for await (const part of room.server.chat({ model, messages, numCtx }, signal)) {
        begun = true
        yield part
      }
      return
    } catch (error) {
      const tooLong = error instanceof AppError && error.code === 'context_exceeded'
      if (!tooLong || begun || messages.length <= 2) throw error
      tokens = Math.floor(tokens / 2)
    }
  }
}
