import { AppError } from '../../shared/errors.ts'
import type { ContextType } from '../../shared/context.ts'
import type { Database, OpenDatabase } from '../database/database.ts'
import { storeFact, takeBackContext, type BeforeContext } from '../database/queries/context.ts'
import { settleKeys } from '../database/queries/facts.ts'
import { findConversation } from '../database/queries/conversations.ts'
import { removeForgotten } from '../database/queries/forgotten.ts'
import { listMessages } from '../database/queries/messages.ts'
import type { EventHub } from '../event-hub.ts'
import { keyHash, wordsHash } from './forgotten-hash.ts'
import { normalizeWords } from './key.ts'
import { showValue } from './show-value.ts'

/** Keeps what a person wants to be remembered. Throws `not_found`, or `forbidden` in a temporary conversation. */
export type Remember = (
  conversationId: string,
  fact: { readonly type: ContextType; readonly key: string; readonly value: unknown },
) => Promise<void>

/** Messages among which the one is looked for in which it was said. */
const lately = 20

export function createRemember({
  db,
  events,
}: {
  readonly db: Database
  readonly events: EventHub
}): Remember {
  return async (conversationId, { type, key, value }) => {
    const conversation = await findConversation(db, conversationId)
    if (conversation?.temporary) {
      const sentence = 'This conversation is temporary: nothing of it is remembered. Say it in another one.'
      throw new AppError('forbidden', sentence)
    }
    const evidence = showValue(value)
    const messageId = await whereSaid(db, conversationId, evidence)
    await storeFact(db, {
      conversationId,
      contextType: type,
      contextKey: key,
      contextValue: value,
      evidence,
      messageId,
    })
    // Whoever says it anew wants it.
    await removeForgotten(db, [wordsHash(evidence), keyHash(key)])
    events.emit({ type: 'memory.changed' })
  }
}

/** The person's message with these words; null where they are the model's. */
async function whereSaid(db: Database, conversationId: string, words: string): Promise<string | null> {
  const said = await listMessages(db, conversationId, { limit: lately })
  return said.findLast(({ role, content }) => role === 'user' && holdsWords(content, words))?.id ?? null
}

/** As they stand there, or in another order: what follows a German «dass» is kept as one would say it alone. */
function holdsWords(content: string, words: string): boolean {
  if (content.includes(words)) return true
  const there = new Set(normalizeWords(content).split(' '))
  return normalizeWords(words)
    .split(' ')
    .every((word) => there.has(word))
}

interface Written {
  readonly type: ContextType
  readonly value: unknown
}

/** What was there before; null where nobody knows where it came from. */
type Before = Written & { readonly from: Provenance | null }
type Provenance = Omit<BeforeContext, 'contextType' | 'contextValue'>
const unknown: Provenance = {
  status: 'kept',
  origin: 'said',
  confidence: null,
  evidence: null,
  messageId: null,
}

/**
 * Puts back what was kept under a key before `after` was, or nothing (null). False, and nothing is changed, when it is not
 * what was kept any more.
 */
export type TakeBack = (
  conversationId: string,
  after: Written & { readonly key: string },
  before: Before | null,
) => Promise<boolean>

export function createTakeBack({
  db,
  events,
  erasing,
}: Pick<OpenDatabase, 'db' | 'erasing'> & { readonly events: EventHub }): TakeBack {
  return async (conversationId, { type, key, value }, before) => {
    const written = { conversationId, contextType: type, contextKey: key, contextValue: value }
    const earlier = before && {
      contextType: before.type,
      contextValue: before.value,
      ...(before.from ?? unknown),
    }
    // What is taken back is to be gone like what is forgotten.
    const done = await erasing('facts', () =>
      db.transaction(async (tx) => {
        const was = await takeBackContext(tx, written, earlier)
        // What another conversation has under this key counts again.
        if (was) await settleKeys(tx, [key])
        return was
      }),
    )
    if (done) events.emit({ type: 'memory.changed' })
    return done
  }
}
