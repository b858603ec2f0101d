import { stat } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import type { Imported, ImportPreview, MergePolicy, Standing } from '../../shared/transfer.ts'
import { lookUpByIndex } from '../database/by-index.ts'
import { fileError } from '../actions/folders/file-errors.ts'
import { checkStop } from '../actions/stop.ts'
import { createLook } from './look.ts'
import { merge } from './merge.ts'
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
  const look = createLook(room.db)
  const facts = await readDocument(path, options, async (entries) => {
    for (const { entry, standing } of await look.at(entries)) counts[entry.kind][standing] += 1
  })
  const { conversation: conversations, message: messages, context: contexts } = counts
  return { ...facts, conversations, messages, contexts }
}

const none: Standing = { fresh: 0, same: 0, older: 0, newer: 0 }

/** Brings a document into the store, all of it in one transaction, or nothing. */
export async function importDocument(
  room: TransferRoom,
  path: string,
  options: ReadOptions & { readonly policy: MergePolicy; readonly despiteChecksum: boolean },
): Promise<Imported> {
  const { policy, despiteChecksum, signal } = options
  return room.db.transaction(async (tx) => {
    await lookUpByIndex(tx)
    const imported = await merge(tx, policy, room, async (take) => {
      const { checksumFailed } = await readDocument(path, options, take)
      if (checksumFailed && !despiteChecksum)
        throw new AppError(
          'invalid_input',
          `${path} was changed, or damaged, since it was exported: its checksum does not fit. It is imported only when you ask for that.`,
        )
    })
    // The last moment at which it can be stopped.
    checkStop(signal)
    return imported
  })
}

/** What tells whether a file is still the same. */
export async function takePrint(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw fileError(error, path)
  })
  return [found.dev, found.ino, found.size, found.mtimeNs].join(' ')
}
