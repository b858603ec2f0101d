import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../../shared/errors.ts'
import type { Snapshot, SnapshotReason } from '../../../shared/snapshot.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import { makeFolder } from '../../make-folder.ts'
import type { StoreFiles } from '../../store-files.ts'
import { clusterFolder, postgresMajor } from '../embedded/cluster.ts'
import { expectedFailure } from '../embedded/data-folder.ts'
import { flushFile, flushFolder } from '../flush.ts'
import { packFolder, unpackArchive } from './archive.ts'
import { clearFolder } from './clear.ts'
import { readFacts, type Facts } from './facts.ts'
import { findDamage } from './find-damage.ts'
import { toSnapshot, writeManifest, type Manifest } from './manifest.ts'
import {
  archiveEnd,
  archiveFile,
  draftEnd,
  draftFolder,
  idsWith,
  manifestEnd,
  manifestFile,
  namesIn,
  snapshotsFolder,
} from './places.ts'
import { folderSize, freeSpace, isNearlyFull } from './disk-space.ts'
import { nextId } from './snapshot-id.ts'
import type { Source } from './sources.ts'
import { withThrowAway } from './throw-away.ts'

/** What making and restoring snapshots takes. */
export interface Workshop {
  readonly dataFolder: string
  readonly files: StoreFiles
  readonly log: Log
  readonly clock: Clock
}

/** Room that is left for the database itself. */
export const reserve = 64_000_000

/**
 * Makes a snapshot: copy, archive, and then the proof that it is good: what was written is unpacked, opened, counted and
 * looked through. Only then does it get its name. Throws `disk_full`, `database_damaged` or `cancelled`, and then nothing
 * of it is left.
 */
export async function makeSnapshot(
  source: Source,
  reason: SnapshotReason,
  shop: Workshop,
  signal: AbortSignal,
): Promise<Snapshot> {
  const folder = snapshotsFolder(shop.dataFolder)
  let id: string | null = null
  try {
    makeFolder(folder)
    const now = shop.clock.now()
    const names = await namesIn(folder)
    id = nextId(
      now,
      [manifestEnd, archiveEnd, draftEnd].flatMap((end) => idsWith(end, names)),
    )
    const draft = draftFolder(folder, id)
    await mkdir(draft, { mode: 0o700 })
    await checkSpace(shop.dataFolder)
    const written = await writeArchive(source, draft, shop, signal)
    signal.throwIfAborted()
    const { conversations, messages, contexts, lastMessageAt, migrations, pglite } = written.facts
    const manifest: Manifest = {
      id,
      createdAt: now.toISOString(),
      reason,
      conversations,
      messages,
      contexts,
      lastMessageAt,
      bytes: written.bytes,
      sha256: written.sha256,
      postgres: postgresMajor,
      pglite,
      migrations: [...migrations],
    }
    await rename(written.file, archiveFile(folder, id))
    await flushFolder(folder)
    await writeManifest(manifestFile(folder, id), manifest)
    shop.log.info('snapshot.made', { id, reason, bytes: manifest.bytes })
    return toSnapshot(manifest)
  } catch (error) {
    const thrown = await failure(error, shop.dataFolder, signal)
    // Without its manifest it is no snapshot.
    if (id !== null) await rm(archiveFile(folder, id), { force: true })
    throw thrown
  } finally {
    if (id !== null) {
      // Whoever waits wants to know of the snapshot; what stays is swept before the next one.
      await clearFolder(draftFolder(folder, id)).catch((error: unknown) =>
        shop.log.warn('snapshot.left', { id, error }),
      )
    }
  }
}

async function writeArchive(source: Source, draft: string, shop: Workshop, signal: AbortSignal) {
  const copy = join(draft, 'copy')
  const file = join(draft, 'archive')
  const stated = await source(copy, signal)
  const digest = await packFolder(copy, file, signal)
  await flushFile(file)
  await rm(copy, { recursive: true })
  const facts = await proveArchive(file, join(draft, 'opened'), { ...shop, signal })
  if (stated && !isDeepStrictEqual(stated, facts)) {
    throw new AppError(
      'database_damaged',
      'The snapshot did not hold what the database holds, and was dropped.',
      {
        cause: new Error(JSON.stringify({ stated, facts })),
      },
    )
  }
  return { file, facts, ...digest }
}

/** Opens what was written and looks through it. */
async function proveArchive(
  file: string,
  folder: string,
  options: Workshop & { readonly signal: AbortSignal },
): Promise<Facts> {
  await unpackArchive(file, folder, options.signal)
  return withThrowAway(folder, options, async (call) => {
    const facts = await readFacts(call)
    const damage = await findDamage(call)
    if (damage.length === 0) return facts
    throw new AppError(
      'database_damaged',
      `The database is damaged, so no snapshot of it was kept. ${damage[0]}`,
    )
  })
}

/** A snapshot that fills the disk would take the room that the database itself needs. */
async function checkSpace(dataFolder: string): Promise<void> {
  const [size, free] = await Promise.all([folderSize(clusterFolder(dataFolder)), freeSpace(dataFolder)])
  if (free < size * 2 + reserve) throw diskFull()
}

function diskFull(cause?: unknown): AppError {
  const advice =
    'There is too little room on the disk for a snapshot of the database. Free some space and try again.'
  return new AppError('disk_full', advice, { cause })
}

async function failure(error: unknown, dataFolder: string, signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return new AppError('cancelled', 'The snapshot was not finished.', { cause: error })
  const expected = expectedFailure(dataFolder, error)
  const damaged = expected instanceof AppError && expected.code === 'database_damaged'
  return damaged && (await isNearlyFull(dataFolder)) ? diskFull(error) : expected
}
