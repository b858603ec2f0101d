import { AppError } from '../../shared/errors.ts'
import type { FactsAs, Imported, MergePolicy } from '../../shared/transfer.ts'
import type { Database } from '../database/database.ts'
import { ownFilesIn, type OwnFile } from '../database/queries/own-files.ts'
import {
  keysHeld,
  putContexts,
  putConversations,
  putForgotten,
  putMessages,
  removeHidden,
} from '../database/queries/transfer-import.ts'
import { createCopies } from './copies.ts'
import type { Entry } from './entry.ts'
import { createLook, type Look, type Looked } from './look.ts'
import { asProposals } from './proposals.ts'
import { createKeySettling } from './settle-keys.ts'
import type { TransferRoom } from './transfer-room.ts'

/** Reads the document from its beginning, some entries at a time. */
export type ReadEntries = (take: (entries: readonly Entry[]) => Promise<void>) => Promise<void>

export interface MergeOptions {
  readonly policy: MergePolicy
  readonly facts: FactsAs
  readonly isBusy: TransferRoom['isBusy']
}

/** What was done, and the names of output files that belonged to what went. */
export interface Merged extends Imported {
  readonly files: readonly OwnFile[]
}

/**
 * Brings a document into the store, within a transaction. What is here and in no document stays as it is. Throws
 * `turn_running` where something would have to change in a conversation that is being answered.
 */
export async function merge(
  tx: Database,
  { policy, facts, isBusy }: MergeOptions,
  readAll: ReadEntries,
): Promise<Merged> {
  const added = { conversation: 0, message: 0, context: 0, forgotten: 0 }
  let replaced = 0
  let skipped = 0
  const files: OwnFile[] = []
  const settling = createKeySettling(await keysHeld(tx))
  const read: ReadEntries = (take) =>
    readAll((entries) => take(facts === 'proposed' ? asProposals(entries) : entries))
  const copies = createCopies()
  if (policy === 'both') {
    const look = createLook(tx)
    await read(async (entries) => copies.consider(await look.at(entries)))
  }

  const look = createLook(tx)
  await read(async (entries) => {
    const wanted: Looked[] = []
    const looked = await look.at(entries.map((entry) => copies.of(entry)))
    for (const [index, one] of looked.entries()) {
      const { entry, standing } = one
      if (standing === 'same') continue
      // What waits for a yes takes nobody's place.
      const wins =
        standing === 'newer' && policy === 'newer' && !(entry.kind === 'context' && facts === 'proposed')
      if (standing !== 'fresh' && !wins) {
        // A copy that was talked in since it was made is there all the same.
        if (!copies.isCopied(entries[index] ?? entry)) skipped += 1
        continue
      }
      refuseBusy(entry, look, isBusy)
      if (standing === 'fresh') added[entry.kind] += 1
      else replaced += 1
      if (entry.kind === 'context') settling.came(entry.record.key)
      wanted.push(one)
    }
    files.push(...(await put(tx, wanted)))
  })
  await settling.settle(tx)
  return {
    added: { conversations: added.conversation, messages: added.message, contexts: added.context },
    replaced,
    skipped,
    files,
  }
}

/** Resolves with the files that belonged to what went. */
async function put(tx: Database, wanted: readonly Looked[]): Promise<readonly OwnFile[]> {
  const entries = wanted.map(({ entry }) => entry)
  const hidden = wanted.flatMap(({ entry, instead }) => (entry.kind === 'conversation' ? instead : []))
  const files = await ownFilesIn(tx, hidden)
  if (hidden.length > 0) await removeHidden(tx, hidden)
  const conversations = entries.filter((entry) => entry.kind === 'conversation')
  if (conversations.length > 0)
    await putConversations(
      tx,
      conversations.map(({ record }) => record),
    )
  const messages = entries.filter((entry) => entry.kind === 'message')
  if (messages.length > 0)
    await putMessages(
      tx,
      messages.map(({ record, conversationId }) => Object.assign({ conversationId }, record)),
    )
  const contexts = entries.filter((entry) => entry.kind === 'context')
  if (contexts.length > 0)
    await putContexts(
      tx,
      contexts.map(({ record }) => record),
      wanted.flatMap(({ entry, instead }) => (entry.kind === 'context' ? instead : [])),
    )
  const forgotten = entries.filter((entry) => entry.kind === 'forgotten')
  if (forgotten.length > 0)
    await putForgotten(
      tx,
      forgotten.map(({ record }) => record),
    )
  return files
}

function refuseBusy(entry: Entry, look: Look, isBusy: (id: string) => boolean): void {
  if (entry.kind === 'forgotten' || entry.kind === 'context') return
  const id = entry.kind === 'conversation' ? entry.record.id : entry.conversationId
  if (!look.isHere(id) || !isBusy(id)) return
  throw new AppError(
    'turn_running',
    'A conversation that the import would change is being answered just now. Wait for its end or stop it, and import again. Nothing was imported.',
  )
}
