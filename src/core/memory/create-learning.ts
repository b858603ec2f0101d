import { findAppError } from '../../shared/errors.ts'
import type { StartedTurn } from '../../shared/contract.ts'
import type { Learning as LearningSetting } from '../../shared/context.ts'
import type { TurnEnd } from '../../shared/turn.ts'
import { findConversation } from '../database/queries/conversations.ts'
import { findMessage } from '../database/queries/messages.ts'
import type { IdleQueue } from '../orchestrator/idle-queue.ts'
import type { Room } from '../orchestrator/room.ts'
import { askLearnable, count, type Asked, type Counts } from './learn.ts'
import { storeLearned, type Said } from './learn-store.ts'
import { ownWords } from './own-words.ts'
import { tellingSentences } from './tells.ts'

/** Learns from what people say, while nobody waits for an answer. */
export interface Learning {
  /** After an answer: looks at the message that it was to, and at those whose turn did not come before. */
  consider(end: TurnEnd, started: Pick<StartedTurn, 'conversation' | 'userMessage'>): void
  close(): void
}

/** Messages that wait, the newest; how often each is tried; and those that are known to have been looked at. */
const most = { waiting: 8, tries: 3, known: 500 }

interface Waiting extends Said, Asked {
  tries: number
}

export interface LearningRoom extends Pick<Room, 'db' | 'server' | 'events' | 'clock' | 'log'> {
  readonly idle: IdleQueue
  readonly setting: () => Promise<LearningSetting>
}

export function createLearning({ db, server, events, clock, log, idle, setting }: LearningRoom): Learning {
  const waiting = new Map<string, Waiting>()
  /** Also when it is answered again. */
  const looked = new Set<string>()
  const running = new Set<string>()
  const totals: Counts = {}
  const stop = events.listen((event) => {
    if (event.type === 'turn.started') running.add(event.turn.id)
    if (event.type === 'turn.ended') running.delete(event.end.turnId)
  })

  async function learn(one: Waiting, signal: AbortSignal): Promise<void> {
    if (!waiting.has(one.messageId)) return
    one.tries += 1
    if (one.tries >= most.tries) waiting.delete(one.messageId)
    if ((await setting()) === 'off') return void waiting.delete(one.messageId)
    const { facts, refused } = await askLearnable(server, one, signal)
    // It may have been switched off meanwhile.
    const wanted = await setting()
    if (signal.aborted) return
    waiting.delete(one.messageId)
    if (wanted === 'off') return
    let stored = 0
    for (const fact of facts) {
      const outcome = await store(fact, one, wanted)
      if (outcome === 'stored') stored += 1
      else if (outcome !== null) count(refused, outcome)
    }
    if (stored > 0) events.emit({ type: 'memory.changed' })
    note({ ...refused, stored })
  }

  /** Null where there is nothing to learn any more: the message was replaced, or its conversation deleted meanwhile. */
  function store(
    fact: Parameters<typeof storeLearned>[1],
    said: Said,
    wanted: Exclude<LearningSetting, 'off'>,
  ): Promise<Awaited<ReturnType<typeof storeLearned>> | null> {
    return db.transaction(async (tx) => {
      const conversation = await findConversation(tx, said.conversationId)
      if (!conversation || conversation.temporary) return null
      if ((await findMessage(tx, said.messageId)) === null) return null
      return storeLearned(tx, fact, { ...said, now: clock.now(), learn: wanted })
    })
  }

  /** Numbers only: what was said is nobody's business in a log. */
  function note(counts: Counts): void {
    for (const [what, by] of Object.entries(counts)) count(totals, what as keyof Counts, by)
    log.info('memory.learned', { ...counts, totals: { ...totals } })
  }

  function take(
    { answer }: TurnEnd,
    { conversation, userMessage }: Parameters<Learning['consider']>[1],
  ): void {
    const { id: messageId, conversationId, role, messageType, content } = userMessage
    const { model, status } = answer.metadata ?? {}
    if (model === undefined || status !== 'complete' || conversation.temporary) return
    if (role !== 'user' || messageType !== 'text' || looked.has(messageId)) return
    const sentences = tellingSentences(ownWords(content))
    if (sentences.length === 0) return
    remember(looked, messageId)
    waiting.set(messageId, {
      messageId,
      conversationId,
      model,
      numCtx: conversation.numCtx,
      sentences,
      tries: 0,
    })
    for (const id of [...waiting.keys()].slice(0, -most.waiting)) waiting.delete(id)
  }

  return {
    consider(end, started) {
      take(end, started)
      // What is said while that is off is not learned later either.
      void setting().then((wanted) => wanted === 'off' && waiting.delete(started.userMessage.id))
      // Another conversation is being answered; its end is the next occasion.
      if (running.size > 0) return
      for (const one of waiting.values())
        idle.add('learn', (signal) =>
          learn(one, signal).catch((error: unknown) => {
            if (!signal.aborted) log.warn('learn.failed', { error, expected: findAppError(error)?.code })
          }),
        )
    },
    close: stop,
  }
}

/** The newest only. */
function remember(ids: Set<string>, id: string): void {
  ids.add(id)
  const [oldest] = ids
  if (ids.size > most.known && oldest !== undefined) ids.delete(oldest)
}
