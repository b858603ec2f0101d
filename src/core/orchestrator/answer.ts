import { chooseModel } from '../../shared/choose-model.ts'
import { AppError, findAppError, reportError } from '../../shared/errors.ts'
import { changeConversation, lastUsedModel } from '../database/queries/conversations.ts'
import type { ChatPart } from '../ollama/model-server.ts'
import { answerByModel } from './answer-by-model.ts'
import type { GrowingAnswer } from './growing-answer.ts'
import type { Said } from './history.ts'
import type { Summary } from './summary.ts'
import type { KnownModels } from './known-models.ts'
import { obey } from './obey.ts'
import type { Occasion } from './occasion.ts'
import type { Plan } from './plan/write-request.ts'
import type { Room } from './room.ts'
import { windowAfter } from './window-for.ts'

/** Why a turn is told to end; the reason given to its AbortController. */
export type EndReason = 'stopped' | 'interrupted'

export interface Question {
  readonly conversationId: string
  readonly occasion: Occasion
  /** What the person said last. */
  readonly text: string
  /** What was said until now; read while the message was being saved. */
  readonly history: Promise<readonly Said[]>
  /** Known, or to be found out. */
  readonly model: string | null
  readonly numCtx: number
  /** Nothing is recalled for it. */
  readonly temporary: boolean
  /** What the beginning came to, where that was summed up. */
  readonly summary: Summary | null
  readonly models: KnownModels
}

export interface AnswerWatcher {
  /** The model is known. */
  onModel(model: string): void
  /** The answer has grown. */
  onGrowth(growth: { kind: 'text' | 'thinking'; offset: number; text: string }): void
}

/**
 * Lets `answer` grow until it is complete, stopped or failed; returns what is to be done, if that was named. Never
 * throws: how it ended is in the answer.
 */
export async function completeAnswer(
  room: Room,
  question: Question,
  answer: GrowingAnswer,
  watcher: AnswerWatcher,
  signal: AbortSignal,
): Promise<Plan | null> {
  const show = (part: ChatPart): void => {
    const growth = answer.add(part)
    if (growth) watcher.onGrowth(growth)
  }
  try {
    const obeyed = question.occasion.message ? obey(room, question.text) : null
    if (obeyed) {
      answer.setModel(null)
      if (obeyed.say !== '') show({ type: 'text', text: obeyed.say })
      answer.end('complete', null)
      return obeyed.plan
    }
    const model = question.model ?? (await findModel(room, question, signal))
    // Who had no model had no window of it.
    const numCtx = question.model === null ? windowAfter(room, question, model) : question.numCtx
    answer.setModel(model)
    watcher.onModel(model)
    const plan = await answerByModel(
      room,
      { ...question, model, numCtx },
      { show, answer: answer.message, onPrompt: answer.setPrompt },
      signal,
    )
    answer.end('complete', null)
    return plan
  } catch (error) {
    const status = endStatus(signal)
    if (status === 'failed' && !findAppError(error)) room.log.error('turn.failed', { error })
    answer.end(status, status === 'failed' ? reportError(error) : null)
    return null
  }
}

function endStatus(signal: AbortSignal): EndReason | 'failed' {
  if (!signal.aborted) return 'failed'
  return signal.reason === 'interrupted' ? 'interrupted' : 'stopped'
}

async function findModel(room: Room, question: Question, signal: AbortSignal): Promise<string> {
  const [models, lastUsed] = await Promise.all([room.server.models(signal), lastUsedModel(room.db)])
  const model = chooseModel(models, lastUsed, room.preferredModel())
  if (model === null) {
    throw new AppError(
      'model_none',
      'No model is installed yet. Get one with “ollama pull qwen3:4b” in a terminal, then try again.',
    )
  }
  const numCtx = windowAfter(room, question, model)
  const conversation = await changeConversation(room.db, question.conversationId, { model, numCtx })
  if (conversation) room.events.emit({ type: 'conversation.saved', conversation })
  return model
}
