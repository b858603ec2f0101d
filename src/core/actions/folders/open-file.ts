import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { openEntry } from './entry.ts'
import { looksPrivate } from './private.ts'
import type { Spot } from './reach.ts'

/** Opens a checked file for reading, unless it begins as a private key does. */
export async function openFile(spot: Spot): Promise<FileHandle> {
  const handle = await openEntry(spot)
  try {
    const head = Buffer.alloc(200)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    if (!looksPrivate(head.subarray(0, bytesRead))) return handle
    throw new AppError('forbidden', `${spot.path} holds a private key. Actions never read those.`)
  } catch (error) {
    await handle.close()
    throw error
  }
}
