import { mkdir } from 'node:fs/promises'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { makeFolder } from '../../make-folder.ts'
import type { Call } from '../embedded/ask.ts'
import { clusterFolder } from '../embedded/cluster.ts'
import { expectedFailure } from '../embedded/data-folder.ts'
import { tooLong } from '../question.ts'
import { clearFolder } from './clear.ts'
import { folderSize, freeSpace } from './disk-space.ts'
import { reserve, type Workshop } from './make.ts'
import { draftFolder, questionDraft, snapshotsFolder } from './places.ts'
import type { Source } from './sources.ts'
import { withThrowAway } from './throw-away.ts'

/** Milliseconds that the work on a copy may take; making and opening it does not count. */
const longestWorkMs = 20_000

/**
 * Makes a copy of the database as it is now, lends it in a thread of its own, and throws both away. What takes too long
 * ends with its thread. Throws `disk_full`, `action_failed`, `cancelled`, or what the work throws.
 */
export async function lendCopy<T>(
  source: Source,
  shop: Workshop,
  stopped: AbortSignal,
  work: (call: Call) => Promise<T>,
  workMs = longestWorkMs,
): Promise<T> {
  const { dataFolder } = shop
  const folder = snapshotsFolder(dataFolder)
  const draft = draftFolder(folder, questionDraft)
  const late = new AbortController()
  const signal = AbortSignal.any([stopped, late.signal])
  let timer: NodeJS.Timeout | null = null
  try {
    makeFolder(folder)
    await clearFolder(draft)
    await checkSpace(dataFolder)
    await mkdir(draft, { mode: 0o700 })
    await source(draft, signal)
    return await withThrowAway(draft, { ...shop, signal }, async (call) => {
      // Opened first: that is no part of the work.
      await call({ kind: 'exec', sql: 'select 1' })
      timer = setTimeout(() => late.abort(), workMs)
      return work(call)
    })
  } catch (error) {
    if (stopped.aborted) throw new AppError('cancelled', 'It was stopped.', { cause: error })
    if (late.signal.aborted) throw tooLong(workMs, error)
    throw findAppError(error) ?? expectedFailure(dataFolder, error)
  } finally {
    if (timer) clearTimeout(timer)
    await clearFolder(draft)
  }
}

async function checkSpace(dataFolder: string): Promise<void> {
  const [size, free] = await Promise.all([folderSize(clusterFolder(dataFolder)), freeSpace(dataFolder)])
  if (free >= size + reserve) return
  throw new AppError(
    'disk_full',
    'There is too little room on the disk for a copy of the database. Free some space.',
  )
}
