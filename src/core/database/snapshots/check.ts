import { mkdir } from 'node:fs/promises'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { makeFolder } from '../../make-folder.ts'
import { clusterFolder, missingCluster, recogniseCluster } from '../embedded/cluster.ts'
import { expectedFailure } from '../embedded/data-folder.ts'
import { clearFolder } from './clear.ts'
import { copyFolder } from './copy-folder.ts'
import { findDamage } from './find-damage.ts'
import type { Workshop } from './make.ts'
import { isNearlyFull } from './disk-space.ts'
import { checkDraft, draftFolder, snapshotsFolder } from './places.ts'
import { hadDatabase } from './swap.ts'
import { withThrowAway } from './throw-away.ts'

/**
 * Looks for damage in a database that nobody has open, without touching it: a copy is opened and looked through. Sentences,
 * none when it is sound or not made yet. Throws `disk_full`, `cancelled`, or what keeps it from being opened at all.
 */
export async function checkDatabase(shop: Workshop, signal: AbortSignal): Promise<readonly string[]> {
  const { dataFolder } = shop
  const folder = snapshotsFolder(dataFolder)
  const draft = draftFolder(folder, checkDraft)
  const cluster = clusterFolder(dataFolder)
  try {
    if ((await recogniseCluster(cluster)) === 'absent') {
      if (await hadDatabase(dataFolder)) throw missingCluster(cluster)
      return []
    }
    makeFolder(folder)
    await clearFolder(draft)
    await mkdir(draft, { mode: 0o700 })
    await copyFolder(cluster, draft, { signal })
    return await withThrowAway(draft, { ...shop, signal }, findDamage)
  } catch (error) {
    if (signal.aborted) throw new AppError('cancelled', 'The check was not finished.', { cause: error })
    const expected = findAppError(error)
    if (expected?.code === 'database_damaged') {
      if (!(await isNearlyFull(dataFolder))) return [expected.message]
      throw new AppError(
        'disk_full',
        'There is too little room on the disk for the check. Free some space.',
        {
          cause: error,
        },
      )
    }
    throw expectedFailure(dataFolder, error)
  } finally {
    await clearFolder(draft)
  }
}
