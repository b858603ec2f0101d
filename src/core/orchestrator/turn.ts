import type { StartedTurn } from '../../shared/contract.ts'
import { findAppError, reportError } from '../../shared/errors.ts'
import type { RequestMessage, TextMessage } from '../../shared/message.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import { completeAnswer } from './answer.ts'
import { createAnswerWriter } from './answer-writer.ts'
import { growAnswer, type GrowingAnswer } from './growing-answer.ts'
import type { KnownModels } from './known-models.ts'
import type { Occasion } from './occasion.ts'
import type { Plan } from './plan/write-request.ts'
import type { SavedQuestion } from './question.ts'
import type { Room } from './room.ts'
import type { EndedRun } from './runs.ts'
import { savePlan } from './requests/save-plan.ts'
import { summaryOf } from './summary.ts'
import type { Unsaved } from './unsaved.ts'

/** A turn whose question is on disk and whose answer is coming. */
export interface LiveTurn {
  readonly started: StartedTurn
  /** Runs that it goes on from. */
  readonly runs: readonly EndedRun[]
  /** As it is now. */
  view(): RunningTurn
  /** Messages that it stands for while it runs. */
  readonly hidden: ReadonlySet<string>
  /** Never rejects for a failure of the model. */
  readonly ended: Promise<TurnEnd>
  /** Tells every window how it ended. */
  announce(end: TurnEnd): void
}

export interface TurnOptions {
  readonly turnId: string
  readonly question: SavedQuestion
  readonly occasion: Occasion
  readonly models: KnownModels
  /** A plan is being carried out in this conversation: another one does not begin by itself. */
  readonly isBusy: (conversationId: string) => boolean
  /** When the person's message was handed in, on the monotonic clock. */
  readonly handedInAt: number
  /** Aborted with an EndReason. */
  readonly signal: AbortSignal
  readonly unsaved: Unsaved
}

/** Tells every window and lets the answer grow. */
export function runTurn(room: Room, options: TurnOptions): LiveTurn {
  const { turnId, question } = options
  const { conversation, userMessage, removed, insteadOf } = question
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
  const gone = [...removed, ...insteadOf.map(({ id }) => id)]
  room.events.emit({ type: 'conversation.saved', conversation })
  if (gone.length > 0)
    room.events.emit({ type: 'messages.removed', conversationId: conversation.id, ids: gone })
  room.events.emit({ type: 'message.saved', message: userMessage })
  room.events.emit({ type: 'turn.started', turn: started.turn })
  return {
    started,
    runs: options.occasion.runs,
    view,
    hidden: new Set([answer.message().id, ...gone]),
    ended: follow(room, options, answer),
    announce(end) {
      room.events.emit({ type: 'turn.ended', end })
      const { answer: shown, request } = end
      const stays = insteadOf.length > 0 && request === null && neverCame(shown)
      if (stays || (request !== null && isBlank(shown)))
        room.events.emit({ type: 'messages.removed', conversationId: conversation.id, ids: [shown.id] })
      for (const message of stays ? insteadOf : []) room.events.emit({ type: 'message.saved', message })
      if (request) room.events.emit({ type: 'message.saved', message: request })
    },
  }
}

async function follow(room: Room, options: TurnOptions, answer: GrowingAnswer): Promise<TurnEnd> {
  const { turnId, question, occasion, models, isBusy, signal, unsaved } = options
  const { conversation } = question
  const { id: conversationId } = conversation
  const insteadOf = question.insteadOf.map(({ id }) => id)
  const messageId = answer.message().id
  const writer = createAnswerWriter({
    room,
    current: answer.message,
    insteadOf,
    onTrouble(error) {
      if (error === null) tellSaved()
      else room.log.error('answer.unsaved', { error, expected: findAppError(error)?.code })
      room.events.emit({ type: 'store.trouble', error: error === null ? null : reportError(error) })
    },
  })
  /** Other apps could not read it until now. */
  const tellSaved = (): void => {
    const message = unsaved.in(conversationId).find(({ answer: kept }) => kept.id === messageId)?.answer
    unsaved.delete(messageId)
    if (message) room.events.emit({ type: 'message.saved', message })
  }
  const watcher = {
    // A new answer to the same message is not written before there is something of it: until then the old one stays.
    onModel: () => insteadOf.length > 0 || writer.changed(),
    onGrowth(growth: { kind: 'text' | 'thinking'; offset: number; text: string }) {
      room.events.emit({ type: 'turn.delta', conversationId, turnId, messageId, ...growth })
      writer.changed()
    },
  }
  const { model, numCtx, temporary } = conversation
  const { history, userMessage } = question
  const plan = await completeAnswer(
    room,
    {
      conversationId,
      occasion,
      text: userMessage.content,
      history,
      model,
      numCtx,
      temporary,
      summary: summaryOf(conversation, insteadOf),
      models,
    },
    answer,
    watcher,
    signal,
  )
  const request = plan && (await keepPlan(plan))

  const finished = answer.message()
  const dropped = request !== null && isBlank(finished)
  const kept = request === null && insteadOf.length > 0 && neverCame(finished)
  const stored = kept || dropped ? finished : await writer.finish()
  if (!stored) unsaved.add({ answer: finished, insteadOf }, writer)
  if (kept || dropped) room.history.forget(conversationId)
  else room.history.add(conversationId, finished)
  const shown = stored ?? finished
  return {
    turnId,
    conversationId,
    answer: shown,
    error: shown.metadata?.error ?? null,
    request,
    firstTokenMs: answer.firstTokenMs(),
    totalMs: answer.totalMs(),
  }

  /** Behind the text, or in its place where there is none. Null when it cannot be stored; the answer says why. */
  async function keepPlan(found: Plan): Promise<RequestMessage | null> {
    const saving = { conversationId, turnId, runs: occasion.runs, mayBegin: !isBusy(conversationId) }
    try {
      if (!isBlank(answer.message())) {
        await writer.finish()
        return await savePlan(room, found, { ...saving, insteadOf: [] })
      }
      await writer.close()
      return await savePlan(room, found, { ...saving, insteadOf: [...insteadOf, messageId] })
    } catch (error) {
      room.log.error('plan.unsaved', { error, expected: findAppError(error)?.code })
      answer.end('failed', reportError(error))
      return null
    }
  }
}

/** An answer of which nothing came: it takes no place of another. */
function neverCame({ content, metadata }: TextMessage): boolean {
  return content === '' && metadata?.thinking === undefined && metadata?.status !== 'complete'
}

/** Nothing to be seen. */
function isBlank({ content, metadata }: TextMessage): boolean {
  return content.trim() === '' && metadata?.thinking === undefined
}
