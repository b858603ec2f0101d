import type { Forgotten, MemorySettings, RememberedFact } from '../../shared/context.ts'
import type { OpenDatabase } from '../database/database.ts'
import { countFacts, factsOf, listFacts, updateFact } from '../database/queries/facts.ts'
import type { Room } from '../orchestrator/room.ts'
import type { Settings } from '../../shared/settings.ts'
import type { SettingsRoom } from '../settings.ts'
import { changeFact, gone } from './change-fact.ts'
import { changedMeanwhile, factsDigest, forgetAll, toBeForgotten } from './forget.ts'
import { keyHash } from './forgotten-hash.ts'
import type { Memory } from './memory.ts'
import { mergeFacts } from './merge.ts'
import { plainKey } from './newer.ts'
import { why } from './why.ts'

const pageSize = 100
/** Facts that are told of what was forgotten. */
const told = 100
/** Messages that changed and are told one by one; of more, all are read anew. */
const mostTold = 20

export interface MemoryOptions extends Pick<OpenDatabase, 'until' | 'erasing'> {
  /** What holds copies of what was forgotten. */
  readonly snapshots: OpenDatabase['snapshots']
}

/** What a person does with what is remembered. */
export function createMemory(
  room: Pick<Room, 'db' | 'events' | 'clock' | 'log'> & {
    readonly settings: SettingsRoom
    /** Of messages that change, what was read lately is old. */
    readonly history: Pick<Room['history'], 'forget'>
  },
  { snapshots, until, erasing }: MemoryOptions,
): Memory {
  const { db, events, history, settings } = room
  const changed = (): void => events.emit({ type: 'memory.changed' })

  async function theFact(id: string): Promise<RememberedFact> {
    const [fact] = await factsOf(db, [id])
    if (!fact) throw gone()
    return fact
  }

  /** Deletes facts, remembers not to learn them again, and lets older ones take their place unless they go too. */
  async function forget(
    facts: readonly RememberedFact[],
    more: Parameters<typeof forgetAll>[2] = {},
  ): Promise<number> {
    if (facts.length === 0 && more.block === undefined) return 0
    const { count, changed: rewritten } = await erasing('facts', () => forgetAll(room, facts, more))
    for (const id of new Set(rewritten.map(({ conversationId }) => conversationId))) history.forget(id)
    if (rewritten.length > mostTold) events.emit({ type: 'store.changed' })
    else for (const message of rewritten) events.emit({ type: 'message.saved', message })
    if (count > 0) changed()
    return count
  }

  return {
    async list({ limit = pageSize, offset = 0, ...filter }, signal) {
      const from = signal ? until(signal) : db
      const [found, counts] = await Promise.all([
        listFacts(from, { ...filter, limit: limit + 1, offset }),
        countFacts(from),
      ])
      return { facts: found.slice(0, limit), hasMore: found.length > limit, counts }
    },
    async change({ id, ...change }) {
      const now = await changeFact(db, await theFact(id), change)
      changed()
      return theFact(now)
    },
    async reject(ids) {
      return forget(await factsOf(db, ids), { settle: true })
    },
    async merge(into, ids) {
      await db.transaction((tx) => mergeFacts(tx, into, ids))
      changed()
      return theFact(into)
    },
    async judge(id, verdict) {
      const fact = await theFact(id)
      if (verdict === 'outdated') {
        if (!(await updateFact(db, id, { status: 'outdated' }))) throw gone()
        return changed()
      }
      if (verdict === 'wrong') return void (await forget([fact], { settle: true }))
      const under = await toBeForgotten(db, { kind: 'ids', ids: [id] }, { wholeKey: true })
      await forget(under, { block: [keyHash(plainKey(fact.key))] })
    },
    async forget(what, { dryRun = false, shown } = {}): Promise<Forgotten> {
      const facts = await toBeForgotten(db, what)
      const digest = factsDigest(facts)
      if (shown !== undefined && shown !== digest) throw changedMeanwhile()
      const how = { settle: what.kind === 'conversation', exactly: shown !== undefined }
      const count = dryRun ? facts.length : await forget(facts, how)
      const held = (await snapshots?.holding()) ?? null
      return { count, facts: facts.slice(0, told), digest, snapshots: held }
    },
    matching: (what) => toBeForgotten(db, what),
    async forgetShown(shown) {
      const times = new Map(shown.map(({ id, updatedAt }) => [id, updatedAt]))
      const facts = await factsOf(db, [...times.keys()])
      return forget(facts.filter(({ id, updatedAt }) => times.get(id) === updatedAt))
    },
    why: (messageId) => why(db, messageId),
    settings: async () => ofMemory(settings.current()),
    async configure({ learn, recall }): Promise<MemorySettings> {
      const all = await settings.change({
        memory: { ...(learn !== undefined && { learn }), ...(recall !== undefined && { recall }) },
      })
      changed()
      return ofMemory(all)
    },
  }
}

function ofMemory({ memory: { learn, recall } }: Settings): MemorySettings {
  return { learn, recall }
}
