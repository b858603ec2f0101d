import type { Forgotten } from '../shared/context.ts'
import type { Message } from '../shared/message.ts'
import type { Conversation } from '../shared/conversation.ts'
import { AppError } from '../shared/errors.ts'
import type { ActionStore, FactsAbout } from './actions/store.ts'
import type { Database, OpenDatabase } from './database/database.ts'
import { retrieveContext } from './database/queries/context.ts'
import { findConversation, listConversations } from './database/queries/conversations.ts'
import { listGrants, listRules } from './database/queries/folders.ts'
import { firstMessages, listAfter } from './database/queries/messages.ts'
import { removeReminder } from './database/queries/reminders.ts'
import type { Memory } from './memory/memory.ts'
import type { Remember, TakeBack } from './memory/remember.ts'
import { showValue } from './memory/show-value.ts'

const atOnce = { conversations: 200, messages: 500 }

/** What the memory's room does for actions. */
export type Remembering = Pick<Memory, 'forget'> & {
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
  }: Pick<ActionStore, 'remind'> &
    Pick<OpenDatabase, 'search'> & {
      readonly ask: OpenDatabase['ask']
      readonly isOnServer: boolean
      readonly memory: Remembering
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
        return rows.map(({ contextType: type, contextKey: key, contextValue: value }) => ({
          type,
          key,
          value,
        }))
      },
      takeBack: memory.takeBack,
      about: async (text) => told(await memory.forget({ kind: 'search', text }, { dryRun: true })),
      forget: async (text) => told(await memory.forget({ kind: 'search', text })),
    },
    history: {
      search: async (text, limit) => (await search.search({ text, types: ['text'], limit })).hits,
      conversations: (id) => (id === undefined ? allConversations(db) : oneConversation(db, id)),
      messages: (conversationId) => allMessages(db, conversationId),
      ask,
      isOnServer,
    },
  }
}

function told({ count, facts, snapshots }: Forgotten): FactsAbout {
  return { count, facts: facts.map(({ value }) => showValue(value)), snapshots }
}

async function* oneConversation(db: Database, id: string): AsyncGenerator<Conversation> {
  const found = await findConversation(db, id)
  if (!found) throw new AppError('not_found', 'This conversation is gone.')
  yield found
}

/** One that is used meanwhile moves to the top and is not met again; a new one comes in the next export. */
async function* allConversations(db: Database): AsyncGenerator<Conversation> {
  let before: Conversation | undefined
  do {
    const page = await listConversations(db, { before, limit: atOnce.conversations })
    yield* page
    before = page.at(-1)
  } while (before)
}

async function* allMessages(db: Database, conversationId: string): AsyncGenerator<Message> {
  let page = await firstMessages(db, conversationId, atOnce.messages)
  for (let last = page.at(-1); last; last = page.at(-1)) {
    yield* page
    page = await listAfter(db, last, atOnce.messages)
  }
}
