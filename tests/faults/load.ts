import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../../src/core/database/database.ts'
import { storeContext } from '../../src/core/database/queries/context.ts'
import { deleteConversation } from '../../src/core/database/queries/conversations.ts'
import { insertMessage, supersedeFrom, writeAnswer } from '../../src/core/database/queries/messages.ts'
import { saveMessage } from '../../src/core/database/queries/turns.ts'
import type { Message, TextMessage } from '../../src/shared/message.ts'
import { createRandom } from '../support/random.ts'

/**
 * A mixed load of writes, the same for the same seed, and what the database holds after each of them: after a crash it
 * must hold the state after the last that was acknowledged, or after the next, to the letter. Several loads share a
 * database, each with conversations of its own, whose ids begin with its number.
 */
export interface Load {
  /** Decides on the next write, and counts it as done in `state`. */
  next(): Write
  /** What the database holds now, in the form of `readState`. */
  state(): string
}

export type Write = (db: Database) => Promise<unknown>

interface SavedMessage {
  readonly id: string
  readonly role: 'user' | 'assistant'
  content: string
  status: string | null
  readonly at: number
  superseded: boolean
}

interface SavedConversation {
  readonly id: string
  readonly title: string
  updatedAt: number
  readonly messages: SavedMessage[]
  readonly contexts: Map<string, number>
}

const begin = Date.UTC(2026, 0, 1)
const most = { conversations: 8, messages: 60 }

function createLoad(seed: number, own: number): Load {
  const random = createRandom(seed + own)
  const conversations: SavedConversation[] = []
  let clock = begin

  /** Mostly forward, at times back by up to a day. */
  function tick(): Date {
    clock += random.chance(0.02) ? -random.below(86_400_000) : random.below(2_000)
    return new Date(clock)
  }

  function add(to: SavedConversation, now: Date, said: Pick<SavedMessage, 'role' | 'content' | 'status'>) {
    const last = Math.max(...to.messages.map(({ at }) => at))
    const message = { ...said, id: random.id(), at: Math.max(now.getTime(), last + 1), superseded: false }
    to.messages.push(message)
    return message
  }

  function ask(): Write {
    const now = tick()
    const fresh =
      conversations.length < 2 || (conversations.length < most.conversations && random.chance(0.1))
    const to = fresh
      ? {
          id: `${own}${random.id().slice(1)}`,
          title: random.text(20),
          updatedAt: 0,
          messages: [],
          contexts: new Map(),
        }
      : random.pick(conversations)
    if (fresh) conversations.push(to)
    to.updatedAt = Math.max(to.updatedAt, now.getTime())
    const saved = add(to, now, { role: 'user', content: random.text(random.below(400)), status: null })
    const message = newMessage(to, saved, now)
    return (db) => saveMessage(db, { message, title: to.title, model: null, numCtx: 2_048 })
  }

  /** An answer grows by a few words a write, up to some kilobytes, and is complete at last. */
  function answer(): Write {
    const now = tick()
    const to = random.pick(conversations)
    let growing = to.messages.findLast(({ status, superseded }) => status === 'streaming' && !superseded)
    growing ??= add(to, now, { role: 'assistant', content: '', status: 'streaming' })
    growing.content += random.text(random.below(3_000))
    if (growing.content.length > 12_000) growing.status = 'complete'
    const message = newMessage(to, growing, now)
    return (db) => writeAnswer(db, message)
  }

  function edit(): Write {
    const now = tick()
    const to = random.pick(conversations)
    const shown = to.messages.filter(({ superseded }) => !superseded)
    if (shown.length === 0) return ask()
    const from = random.pick(shown)
    for (const message of shown) if (message.at >= from.at) message.superseded = true
    const saved = add(to, now, { role: 'user', content: random.text(80), status: null })
    const message = newMessage(to, saved, now)
    const place = {
      id: from.id,
      conversationId: to.id,
      createdAt: new Date(from.at).toISOString(),
    } as Message
    return (db) =>
      db.transaction(async (tx) => {
        await supersedeFrom(tx, place, now)
        await insertMessage(tx, message)
      })
  }

  /** Several messages and a fact, all or nothing; now and then somebody changes their mind. */
  function several(): Write {
    const now = tick()
    const to = random.pick(conversations)
    const undone = random.chance(0.2)
    const kept = to.messages.length
    const added = Array.from({ length: 2 + random.below(6) }, () =>
      newMessage(to, add(to, now, { role: 'user', content: random.text(300), status: null }), now),
    )
    const value = random.below(1_000)
    if (undone) to.messages.length = kept
    else to.contexts.set('in_a_transaction', value)
    const work: Write = (db) =>
      db.transaction(async (tx) => {
        for (const message of added) await insertMessage(tx, message)
        await storeContext(tx, to.id, 'domain', 'in_a_transaction', value)
        if (undone) throw new Error('changed my mind')
      })
    if (!undone) return work
    return (db) =>
      work(db).catch((error: Error) => error.message === 'changed my mind' || Promise.reject(error))
  }

  function remember(): Write {
    const to = random.pick(conversations)
    const key = `key_${random.below(20)}`
    const value = random.below(1_000_000)
    to.contexts.set(key, value)
    return (db) => storeContext(db, to.id, 'technology', key, value)
  }

  function forget(): Write {
    const large = conversations.find(({ messages }) => messages.length > most.messages)
    if (conversations.length <= 3 && !large) return ask()
    const { id } = large ?? random.pick(conversations)
    conversations.splice(
      conversations.findIndex((conversation) => conversation.id === id),
      1,
    )
    return (db) => deleteConversation(db, id)
  }

  return {
    next() {
      const kind = random.below(100)
      if (conversations.length < 2 || kind < 30) return ask()
      if (kind < 60) return answer()
      if (kind < 70) return edit()
      if (kind < 80) return several()
      if (kind < 92) return remember()
      if (kind < 96) return forget()
      if (random.chance(0.9)) return answer()
      const upkeep = random.chance(0.5) ? sql`checkpoint` : sql`vacuum (analyze) conversation, message`
      return (db) => db.execute(upkeep)
    },
    state: () => JSON.stringify(conversations.map(stateOf).toSorted()),
  }
}

function newMessage({ id }: SavedConversation, saved: SavedMessage, now: Date) {
  return {
    id: saved.id,
    conversationId: id,
    role: saved.role,
    content: saved.content,
    messageType: 'text' as const,
    metadata: saved.status === null ? null : { status: saved.status as 'streaming' },
    now,
  } satisfies { metadata: TextMessage['metadata'] } & Record<string, unknown>
}

function stateOf({ id, title, updatedAt, messages, contexts }: SavedConversation): string {
  const texts = messages.map(({ at, content, superseded, ...message }) =>
    [message.id, message.role, message.status, at, superseded, content].join('|'),
  )
  const facts = [...contexts].map((fact) => fact.join('|'))
  return [id, title, updatedAt, ...texts.toSorted(), ...facts.toSorted()].join('\n')
}

/** What a database holds of one load, to be compared with `Load.state`. */
async function readState(db: Database, own: number): Promise<string> {
  const milliseconds = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint::text`)
  const rows = await rowsOf<{ id: string; title: string; updated: string; texts: string[]; facts: string[] }>(
    db,
    sql`select id, title, ${milliseconds('updated_at')} as updated,
      array(select concat_ws('|', m.id, m.role, coalesce(m.metadata ->> 'status', ''), ${milliseconds('m.created_at')},
        (m.superseded_at is not null)::text, m.content) from message m where m.conversation_id = c.id) as texts,
      array(select concat_ws('|', f.context_key, f.context_value) from conversation_context f
        where f.conversation_id = c.id) as facts
      from conversation c where c.id::text like ${`${own}%`}`,
  )
  const lines = rows.map(({ id, title, updated, texts, facts }) =>
    [id, title, updated, ...texts.toSorted(), ...facts.toSorted()].join('\n'),
  )
  return JSON.stringify(lines.toSorted())
}

/**
 * Finds out how far a load came whose writes up to `last` were acknowledged: the next one may be there too, whole.
 * Returns the load, to be gone on with. Throws when anything is missing or half done.
 */
export async function findState(
  db: Database,
  { seed, own, last }: { readonly seed: number; readonly own: number; readonly last: number },
): Promise<{ load: Load; last: number }> {
  const load = createLoad(seed, own)
  for (let write = 0; write < last; write += 1) load.next()
  const found = await readState(db, own)
  if (found === load.state()) return { load, last }
  load.next()
  if (found === load.state()) return { load, last: last + 1 }
  throw new Error(`Load ${own}: neither the state after its write ${last} nor after the next.`)
}
