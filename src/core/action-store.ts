import type { RememberedFact } from '../shared/context.ts'
import type { ActionStore } from './actions/store.ts'
import type { Database, OpenDatabase } from './database/database.ts'
import { retrieveContext } from './database/queries/context.ts'
import { listGrants, listRules } from './database/queries/folders.ts'
import { removeReminder } from './database/queries/reminders.ts'
import type { Memory } from './memory/memory.ts'
import type { Remember, TakeBack } from './memory/remember.ts'
import { showValue } from './memory/show-value.ts'
import { exportAll } from './transfer/export.ts'
import { fileSink } from './transfer/sink.ts'
import type { TransferRoom } from './transfer/transfer-room.ts'

const all = { kind: 'all' } as const

/** What the memory's room does for actions. */
export type Remembering = Pick<Memory, 'forget' | 'matching' | 'forgetShown'> & {
  readonly remember: Remember
  readonly takeBack: TakeBack
}

/** What actions may have of the database, and nothing else of it. */
export function createActionStore(
  db: Database,
  computer: string,
  {
    remind,
    ask,
    isOnServer,
    memory,
    search,
    exports,
  }: Pick<ActionStore, 'remind'> &
    Pick<OpenDatabase, 'search'> & {
      readonly ask: OpenDatabase['ask']
      readonly isOnServer: boolean
      readonly memory: Remembering
      readonly exports: Pick<TransferRoom, 'shared' | 'clock' | 'version'>
    },
): ActionStore {
  return {
    granted: async () => (await listGrants(db, computer)).map(({ path }) => path),
    rules: () => listRules(db, computer),
    remind,
    cancelReminder: (id) => removeReminder(db, id),
    memory: {
      remember: memory.remember,
      async remembered(conversationId) {
        const rows = await retrieveContext(db, conversationId)
        return rows.map((row) => {
          const { contextType: type, contextKey: key, contextValue: value } = row
          const { status, origin, confidence, evidence, messageId } = row
          return { type, key, value, from: { status, origin, confidence, evidence, messageId } }
        })
      },
      takeBack: memory.takeBack,
      async about(text) {
        const what = { kind: 'search', text } as const
        const shown = await memory.matching(what)
        const { snapshots } = await memory.forget(what, { dryRun: true })
        const facts = shown.slice(0, told).map(showWithHistory)
        return { count: shown.length, facts, shown, snapshots }
      },
      async forget(text, shown) {
        const count = await memory.forgetShown(shown)
        return { count, left: (await memory.matching({ kind: 'search', text })).length }
      },
    },
    history: {
      search: async (text, limit) => (await search.search({ text, types: ['text'], limit })).hits,
      async exportTo(file, { conversationId, signal }) {
        const scope = conversationId === undefined ? all : ({ kind: 'conversation', conversationId } as const)
        const wanted = { scope, format: 'json', signal } as const
        const written = await exportAll({ ...exports, db }, fileSink(file), wanted, () => {})
        return written.conversations
      },
      ask,
      isOnServer,
    },
  }
}

/** Facts that a plan to forget names. */
const told = 100
/** Earlier values that are named with one, the last: they go with it. */
const earlier = 3

function showWithHistory({ value, history }: RememberedFact): string {
  const before = history.slice(-earlier).map((one) => showValue(one.value))
  return before.length === 0 ? showValue(value) : `${showValue(value)} (earlier: ${before.join('; ')})`
}
