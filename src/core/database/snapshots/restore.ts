import { mkdir, rename } from 'node:fs/promises'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { clusterFolder, recogniseCluster } from '../embedded/cluster.ts'
import { createCluster } from '../embedded/create-cluster.ts'
import { expectedFailure } from '../embedded/data-folder.ts'
import { openThread } from '../embedded/thread.ts'
import { unpackArchive } from './archive.ts'
import { clearFolder } from './clear.ts'
import { readFacts } from './facts.ts'
import { makeSnapshot, type Workshop } from './make.ts'
import type { Manifest } from './manifest.ts'
import { archiveFile, snapshotsFolder } from './places.ts'
import { findSnapshot } from './shelf.ts'
import { closedSource } from './sources.ts'
import { incomingFolder, nurseryFolder, swapIn, type KeptKind } from './swap.ts'

/**
 * Puts a snapshot in the place of the database, which nobody may have open. A database that is sound gets a snapshot of
 * its own first; its folder is kept in any case, under the name it resolves with. Throws `not_found`,
 * `snapshot_unusable`, `disk_full` or `cancelled`, and then the database is as it was.
 */
export async function restoreSnapshot(
  id: string,
  shop: Workshop,
  signal: AbortSignal,
): Promise<string | null> {
  const { dataFolder, files, clock } = shop
  let kind: KeptKind
  try {
    const manifest = await findSnapshot(id, { dataFolder, files, signal })
    kind = await saveWhatIsThere(shop, signal)
    await unpackSnapshot(manifest, shop, signal)
  } catch (error) {
    await clearFolder(incomingFolder(dataFolder))
    if (!signal.aborted) throw expectedFailure(dataFolder, error)
    throw new AppError('cancelled', 'Nothing was restored. The database is as it was.', { cause: error })
  }
  return swapIn(dataFolder, kind, clock.now()).catch((error: unknown) => {
    throw expectedFailure(dataFolder, error)
  })
}

/** Puts an empty database in the place of the one that is there, whose folder is kept under the name it resolves with. */
export async function beginAnew({ dataFolder, files, log, clock }: Workshop): Promise<string | null> {
  const incoming = incomingFolder(dataFolder)
  const nursery = nurseryFolder(dataFolder)
  try {
    await clearFolder(nursery)
    await clearFolder(incoming)
    await mkdir(nursery, { mode: 0o700 })
    await createCluster(nursery, files, log)
    await rename(clusterFolder(nursery), incoming)
    await clearFolder(nursery)
    return await swapIn(dataFolder, 'broken', clock.now())
  } catch (error) {
    throw expectedFailure(dataFolder, error)
  }
}

/** How the folder is to be called: `broken` only when it is known to be. */
async function saveWhatIsThere(shop: Workshop, signal: AbortSignal): Promise<KeptKind> {
  const cluster = clusterFolder(shop.dataFolder)
  try {
    if ((await recogniseCluster(cluster)) === 'absent') return 'before-restore'
    await makeSnapshot(closedSource(cluster), 'restore', shop, signal)
  } catch (error) {
    signal.throwIfAborted()
    shop.log.warn('restore.unsaved', { error })
    if (findAppError(error)?.code === 'database_damaged') return 'broken'
  }
  return 'before-restore'
}

async function unpackSnapshot(manifest: Manifest, shop: Workshop, signal: AbortSignal): Promise<void> {
  const { dataFolder, files, log } = shop
  const folder = incomingFolder(dataFolder)
  await clearFolder(folder)
  await unpackArchive(archiveFile(snapshotsFolder(dataFolder), manifest.id), folder, signal).catch(
    (error: unknown) => {
      // What is not of the files is of the archive: something in it that has no place in a database.
      const expected = expectedFailure(dataFolder, error)
      throw expected instanceof AppError ? expected : unusable(manifest, error)
    },
  )
  const thread = openThread({ folder, worker: files.worker, log })
  try {
    const { conversations, messages, contexts, lastMessageAt } = await readFacts(thread.call)
    const asStated =
      conversations === manifest.conversations &&
      messages === manifest.messages &&
      contexts === manifest.contexts &&
      lastMessageAt === manifest.lastMessageAt
    if (!asStated) throw new Error('It does not hold what its description says.')
  } catch (error) {
    if (findAppError(error)?.code === 'disk_full') throw error
    throw unusable(manifest, error)
  } finally {
    await thread.close()
  }
}

function unusable({ id }: Manifest, cause: unknown): AppError {
  const message = `The snapshot ${id} could not be opened. The database was left as it was.`
  return new AppError('snapshot_unusable', message, { cause })
}
