import { randomUUID } from 'node:crypto'
import type { Message } from '../../shared/message.ts'
import type { RequestMetadata } from '../../shared/request.ts'
import type { Database } from './database.ts'
import * as context from './queries/context.ts'
import * as conversations from './queries/conversations.ts'
import * as facts from './queries/facts.ts'
import * as folders from './queries/folders.ts'
import * as forgotten from './queries/forgotten.ts'
import * as interrupted from './queries/interrupted.ts'
import * as messages from './queries/messages.ts'
import * as journals from './queries/journals.ts'
import * as ownFiles from './queries/own-files.ts'
import * as recall from './queries/recall.ts'
import * as reminders from './queries/reminders.ts'
import * as runs from './queries/runs.ts'
import * as requests from './queries/requests.ts'
import * as settings from './queries/settings.ts'
import * as sources from './queries/sources.ts'
import * as turns from './queries/turns.ts'
import { candidates } from './search/candidates.ts'
import { fillSome } from './search/fill.ts'
import { findPage } from './search/find.ts'
import { findEmbedded } from './search/match-embedded.ts'
import { neighbours } from './search/neighbours.ts'
import { saidAt } from './search/said-at.ts'
import { correctWords } from './search/typos.ts'

const aPlan: RequestMetadata = {
  summary: 'x',
  actions: [],
  destructive: false,
  digest: 'digest',
  status: 'pending',
}

/** Whatever asks the database, of all that a folder of queries exports. */
export type Asks<Module> = {
  [
    Name in keyof Module as Module[Name] extends (db: Database, ...rest: never[]) => Promise<unknown>
      ? Name
      : never
  ]: (db: Database) => Promise<unknown>
}

export const conversationId = randomUUID()
export const now = new Date('2026-03-01T10:00:00.000Z')
export const id = randomUUID()
export const last = { id, conversationId, createdAt: now.toISOString() } as Message
export const text = {
  id: randomUUID(),
  conversationId,
  role: 'user',
  content: 'x',
  messageType: 'text',
  metadata: null,
  now,
} as const

// A query that is missing here does not compile.
const ofConversations: Asks<typeof conversations> = {
  holdConversation: (db) => conversations.holdConversation(db, conversationId),
  findConversation: (db) => conversations.findConversation(db, conversationId),
  listConversations: (db) => conversations.listConversations(db, { search: 'title', limit: 100 }),
  changeConversation: (db) => conversations.changeConversation(db, conversationId, { draft: 'x' }),
  changeUnlessNamed: (db) => conversations.changeUnlessNamed(db, conversationId, 'x'),
  touchConversation: (db) => conversations.touchConversation(db, conversationId, now),
  hideConversation: (db) => conversations.hideConversation(db, randomUUID(), now),
  unhideConversation: (db) => conversations.unhideConversation(db, conversationId),
  deleteConversation: (db) => conversations.deleteConversation(db, randomUUID()),
  hiddenBefore: (db) => conversations.hiddenBefore(db, now),
  leftTemporary: (db) => conversations.leftTemporary(db, now),
  purgeHidden: (db) => conversations.purgeHidden(db, now),
  lastUsedModel: (db) => conversations.lastUsedModel(db),
}
const ofMessages: Asks<typeof messages> = {
  insertMessage: (db) => messages.insertMessage(db, text),
  writeAnswer: (db) => messages.writeAnswer(db, { ...text, id: randomUUID(), role: 'assistant' }),
  findMessage: (db) => messages.findMessage(db, id),
  listMessages: (db) => messages.listMessages(db, conversationId, { limit: 60, before: last }),
  findQuestion: (db) => messages.findQuestion(db, last),
  supersedeFrom: (db) => messages.supersedeFrom(db, last, now),
  supersedeOne: (db) => messages.supersedeOne(db, randomUUID(), now),
  listAfter: (db) => messages.listAfter(db, last, 3),
  firstMessages: (db) => messages.firstMessages(db, conversationId, 2),
  recentText: (db) => messages.recentText(db, conversationId, 64_000),
}
const ofInterrupted: Asks<typeof interrupted> = {
  markInterrupted: (db) => interrupted.markInterrupted(db, null),
}
const ofContext: Asks<typeof context> = {
  storeContext: (db) => context.storeContext(db, conversationId, 'domain', 'key', true),
  storeFact: (db) =>
    context.storeFact(db, { conversationId, contextType: 'domain', contextKey: 'key', contextValue: 1 }),
  retrieveContext: (db) => context.retrieveContext(db, conversationId),
  takeBackContext: (db) =>
    context.takeBackContext(
      db,
      { conversationId, contextType: 'domain', contextKey: 'none', contextValue: true },
      null,
    ),
  retrieveContextByType: (db) => context.retrieveContextByType(db, conversationId, 'domain'),
}
/** The memory page looks at all that there is: what is remembered is little, and is not read through for an answer. */
type OfAll = 'listFacts' | 'countFacts' | 'everyFact'
const ofFacts: Omit<Asks<typeof facts>, OfAll> = {
  factsOf: (db) => facts.factsOf(db, [id]),
  factsUnder: (db) => facts.factsUnder(db, ['key 1']),
  shownUnder: (db) => facts.shownUnder(db, ['key 1']),
  updateFact: (db) => facts.updateFact(db, id, { value: 1 }),
  absorb: (db) => facts.absorb(db, id, { history: [], pinned: false, usedAt: null, useCount: 0 }),
  removeFacts: (db) => facts.removeFacts(db, [id]),
  keysIn: (db) => facts.keysIn(db, [conversationId]),
  settleKeys: (db) => facts.settleKeys(db, ['key 1']),
}
/** Recall keeps all facts in mind, and reads them when they have changed. */
const ofRecall: Omit<Asks<typeof recall>, 'recallableFacts'> = {
  markUsed: (db) => recall.markUsed(db, [id], now),
  recalledMessages: (db) => recall.recalledMessages(db, [id]),
}
const ofOwnFiles: Asks<typeof ownFiles> = {
  ownFilesIn: (db) => ownFiles.ownFilesIn(db, [conversationId]),
}
const ofJournals: Asks<typeof journals> = {
  keepingRuns: (db) => journals.keepingRuns(db, [conversationId]),
  writtenByRuns: (db) => journals.writtenByRuns(db, [randomUUID()]),
  rewrite: (db) => journals.rewrite(db, [{ ...text, id: randomUUID(), createdAt: now.toISOString() }]),
}
const ofForgotten: Asks<typeof forgotten> = {
  addForgotten: (db) => forgotten.addForgotten(db, [{ kind: 'words', hash: 'x' }], now),
  forgottenOf: (db) => forgotten.forgottenOf(db, [{ kind: 'words', hash: 'x' }]),
  hasForgotten: (db) => forgotten.hasForgotten(db, [{ kind: 'words', hash: 'x' }]),
  removeForgotten: (db) => forgotten.removeForgotten(db, [{ kind: 'words', hash: 'y' }]),
  holdFacts: (db) => forgotten.holdFacts(db, [id]),
}
const ofTurns: Asks<typeof turns> = {
  saveMessage: (db) =>
    turns.saveMessage(db, {
      message: { ...text, id: randomUUID() },
      title: 'x',
      numCtx: 1,
      model: null,
    }),
}
const computer = 'here'
const ofFolders: Asks<typeof folders> = {
  listGrants: (db) => folders.listGrants(db, computer),
  addGrant: (db) => folders.addGrant(db, { computer, path: '/p', now }),
  removeGrant: (db) => folders.removeGrant(db, computer, '/q'),
  listRules: (db) => folders.listRules(db, computer),
  addRule: (db) => folders.addRule(db, { computer, folder: '/p', action: 'list_files', now }),
  removeRule: (db) => folders.removeRule(db, randomUUID()),
}
export const ofReminders: Asks<typeof reminders> = {
  addReminder: (db) => reminders.addReminder(db, { id, conversationId, text: 'x', dueAt: now, now }),
  listReminders: (db) => reminders.listReminders(db, 100),
  nextDue: (db) => reminders.nextDue(db),
  takeDue: (db) => reminders.takeDue(db, new Date(0)),
  removeReminder: (db) => reminders.removeReminder(db, randomUUID()),
  toldIn: (db) => reminders.toldIn(db, [conversationId]),
  forgetTold: (db) => reminders.forgetTold(db, [randomUUID()]),
}
const sought = randomUUID()
const ofSearch: Record<string, (db: Database) => Promise<unknown>> = {
  fillSome: (db) => fillSome(db, new Set(), 20),
  findPage: (db) =>
    findPage(db, { find: findEmbedded, correct: async () => [] }, { text: 'word nothing', limit: 20 }),
  findPageWithin: (db) =>
    findPage(
      db,
      { find: findEmbedded, correct: async () => [] },
      { text: 'word', conversationId, types: ['text', 'context'] },
    ),
  correctWords: (db) => correctWords(db, 'search', ['wrod']),
  candidates: (db) => candidates(db, findEmbedded, ['word'], 50, { except: sought }),
  neighbours: (db) => neighbours(db, [id], 2),
  saidAt: (db) => saidAt(db, [{ from: 0, to: 1 }], { except: sought }),
}
const ofRuns: Asks<typeof runs> = {
  claimRun: (db) => runs.claimRun(db, { requestId: randomUUID(), runId: id, writer: null }),
  writeStep: (db) =>
    runs.writeStep(db, {
      ...text,
      id: randomUUID(),
      messageType: 'agent_progress',
      metadata: { runId: id, actionId: '1', state: 'started' },
    }),
  closeRun: (db) =>
    runs.closeRun(db, randomUUID(), {
      ...text,
      messageType: 'agent_result',
      metadata: { runId: id, status: 'failed' },
    }),
  markUnknown: (db) => runs.markUnknown(db, id),
  openRuns: (db) => runs.openRuns(db),
  findRun: (db) => runs.findRun(db, id),
  requestsAfter: (db) => runs.requestsAfter(db, last),
  markUndone: (db) => runs.markUndone(db, id, 'yes'),
  listRuns: (db) => runs.listRuns(db, { limit: 50 }),
  factsOfRuns: (db) => runs.factsOfRuns(db, [id, conversationId]),
}
const ofRequests: Asks<typeof requests> = {
  countPending: (db) => requests.countPending(db, now),
  findRequest: (db) => requests.findRequest(db, id),
  replacePlan: (db) => requests.replacePlan(db, id, 'digest', { content: 'x', metadata: aPlan, now }),
  approveRequest: (db) => requests.approveRequest(db, id, 'digest', now),
  cancelRequest: (db) => requests.cancelRequest(db, id, now),
  expireRequests: (db) => requests.expireRequests(db, now),
}
const ofSettings: Asks<typeof settings> = {
  listSettings: (db) => settings.listSettings(db, 'here'),
  saveSetting: (db) => settings.saveSetting(db, { computer: 'here', name: 'x', value: {}, now }),
}
const ofSources: Asks<typeof sources> = {
  sourcesUntil: (db) => sources.sourcesUntil(db, conversationId, id),
}
/** Whatever is asked of the database. */
export const everything = {
  ...ofConversations,
  ...ofMessages,
  ...ofInterrupted,
  ...ofContext,
  ...ofFacts,
  ...ofOwnFiles,
  ...ofRecall,
  ...ofForgotten,
  ...ofJournals,
  ...ofTurns,
  ...ofFolders,
  ...ofReminders,
  ...ofSearch,
  ...ofRuns,
  ...ofRequests,
  ...ofSettings,
  ...ofSources,
}
