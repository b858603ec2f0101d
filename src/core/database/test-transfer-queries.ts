import { randomUUID } from 'node:crypto'
import { conversationId, id, last, now, text, type Asks } from './test-queries.ts'
import * as imports from './queries/transfer-import.ts'
import * as transfer from './queries/transfer.ts'

const ofTransfer: Asks<typeof transfer> = {
  exportedConversations: async (db) => {
    await transfer.exportedConversations(db, { kind: 'all' })
    await transfer.exportedConversations(db, { kind: 'conversation', conversationId })
  },
  countMessages: (db) => transfer.countMessages(db),
  findConversations: (db) => transfer.findConversations(db, [conversationId]),
  messagesAfter: (db) =>
    transfer.messagesAfter(db, conversationId, { last: { ...last, createdAt: now } as never, limit: 500 }),
  contextsIn: (db) => transfer.contextsIn(db, [conversationId]),
  forgottenAfter: (db) => transfer.forgottenAfter(db, { id, kind: 'key', hash: 'x', createdAt: now }, 2_000),
}
const fact = { id, conversationId, key: 'key 1' }
const given = { ...fact, createdAt: now.toISOString(), updatedAt: now.toISOString() }
/** Asked once an import, of what is little. */
type OfAll = 'keysHeld' | 'hasHidden'
const ofImports: Omit<Asks<typeof imports>, OfAll> = {
  holdImports: (db) => imports.holdImports(db),
  conversationsById: (db) => imports.conversationsById(db, [conversationId]),
  messagesById: (db) => imports.messagesById(db, [id]),
  conversationsOfRuns: (db) => imports.conversationsOfRuns(db, [id]),
  contextsLike: (db) => imports.contextsLike(db, [fact]),
  putConversations: (db) =>
    imports.putConversations(db, [
      {
        ...given,
        id: randomUUID(),
        title: 'x',
        titledBy: 'person',
        numCtx: 1,
        model: null,
        summary: null,
        summaryUntil: null,
      },
    ]),
  putMessages: (db) =>
    imports.putMessages(db, [
      { ...text, id: randomUUID(), createdAt: now.toISOString(), supersededAt: null, conversationId },
    ]),
  putContexts: (db) =>
    imports.putContexts(
      db,
      [
        {
          ...given,
          id: randomUUID(),
          key: 'another',
          type: 'domain',
          value: true,
          status: 'kept',
          origin: 'said',
          confidence: null,
          evidence: null,
          messageId: null,
          pinned: false,
          usedAt: null,
          useCount: 0,
          history: [],
        },
      ],
      [randomUUID()],
    ),
  putForgotten: (db) => imports.putForgotten(db, [{ kind: 'key', hash: 'x', createdAt: now.toISOString() }]),
  removeHidden: (db) => imports.removeHidden(db, [randomUUID()]),
}

/** What exports and imports ask. */
export const everyTransfer = { ...ofTransfer, ...ofImports }
