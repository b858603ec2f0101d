import { stat } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import type { FactsAs, Imported, ImportPreview, MergePolicy, Standing } from '../../shared/transfer.ts'
import { lookUpByIndex } from '../database/by-index.ts'
import { hasHidden, holdImports } from '../database/queries/transfer-import.ts'
import { sqlState, uniqueViolation } from '../database/sql-state.ts'
import { removeOwnFiles } from '../remove-for-good.ts'
import { fileError } from '../actions/folders/file-errors.ts'
import { checkStop } from '../actions/stop.ts'
import { countForgotten } from '../memory/forgotten-hash.ts'
import { showValue } from '../memory/show-value.ts'
import { createLook } from './look.ts'
import type { Database } from '../database/database.ts'
import { merge, type Merged } from './merge.ts'
import { readDocument, type ReadOptions } from './read-document.ts'
import type { TransferRoom } from './transfer-room.ts'

/** Reads all of a document and compares it with what is here. Nothing of it is kept, nothing is changed. */
export async function inspectDocument(
  room: TransferRoom,
  path: string,
  options: ReadOptions,
): Promise<Omit<ImportPreview, 'importId' | 'path'>> {
  const counts = {
    conversation: { ...none },
    message: { ...none },
    context: { ...none },
    forgotten: { ...none },
  }
  let factsInUse = 0
  let forgottenHere = 0
  const look = createLook(room.db)
  const { checked, ...facts } = await readDocument(path, options, async (entries) => {
    const comes: { readonly words: string; readonly key: string }[] = []
    for (const { entry, standing } of await look.at(entries)) {
      counts[entry.kind][standing] += 1
      if (entry.kind !== 'context' || (standing !== 'fresh' && standing !== 'newer')) continue
      const { status, key, value, evidence } = entry.record
      if (status === 'kept') factsInUse += 1
      comes.push({ words: evidence ?? showValue(value), key })
    }
    forgottenHere += await countForgotten(room.db, comes)
  })
  const { conversation: conversations, message: messages, context: contexts } = counts
  const factsAs = checked ? 'kept' : 'proposed'
  const warnings = [...facts.warnings, ...comeBack(forgottenHere)]
  return { ...facts, warnings, conversations, messages, contexts, factsInUse, factsAs }
}

function comeBack(count: number): readonly string[] {
  if (count === 0) return []
  return count === 1
    ? ['1 of the facts in it was forgotten here. It would come back.']
    : [`${count} of the facts in it were forgotten here. They would come back.`]
}

const none: Standing = { fresh: 0, same: 0, older: 0, newer: 0 }

/** Brings a document into the store, all of it in one transaction, or nothing. */
export async function importDocument(
  room: TransferRoom,
  path: string,
  options: ReadOptions & {
    readonly policy: MergePolicy
    readonly facts: FactsAs
    readonly despiteChecksum: boolean
    /** Of the file as it was looked at. */
    readonly print: string
  },
): Promise<Imported> {
  const { policy, facts, despiteChecksum, signal, print } = options
  const same = async (): Promise<void> => {
    if ((await takePrint(path)) === print) return
    const sentence = `${path} was changed since it was looked at. Nothing was imported; choose it again.`
    throw new AppError('invalid_input', sentence)
  }
  await same()
  const bring = async (tx: Database): Promise<Merged> => {
    await holdImports(tx)
    await lookUpByIndex(tx)
    const merged = await merge(tx, { policy, facts, isBusy: room.isBusy }, async (take) => {
      const { checksumFailed } = await readDocument(path, options, take)
      if (checksumFailed && !despiteChecksum)
        throw new AppError(
          'invalid_input',
          `${path} was changed, or damaged, since it was exported: its checksum does not fit. It is imported only when you ask for that.`,
        )
    })
    // Somebody may have written into it while it was read.
    await same()
    // The last moment at which it can be stopped.
    checkStop(signal)
    return merged
  }
  const all = (): Promise<Merged> =>
    room.db.transaction(bring).catch((error: unknown) => {
      throw sqlState(error) === uniqueViolation ? meanwhile(error) : error
    })
  // What was deleted a moment ago, and comes anew, goes from the disk as it would have without that; and so do facts in whose
  // place newer ones come. Which these are is known when it is too late to write down that they are to be erased.
  const goes = (await hasHidden(room.db)) ? 'conversations' : policy === 'newer' ? 'facts' : null
  const { files, ...imported } = await (goes === null ? all() : room.erasing(goes, all))
  await removeOwnFiles(room, files)
  return imported
}

/** On a server, where another app stores what the document has too. */
function meanwhile(cause: unknown): AppError {
  const sentence = 'Another Hearth stored the same meanwhile. Nothing was imported; try again.'
  return new AppError('changed', sentence, { cause })
}

/** What tells whether a file is still the same. */
export async function takePrint(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw fileError(error, path)
  })
  return [found.dev, found.ino, found.size, found.mtimeNs].join(' ')
}
