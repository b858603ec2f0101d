import { stat } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { isMissing } from '../../is-missing.ts'
import { postgresMajor } from '../embedded/cluster.ts'
import { knownMigrations } from '../migrate.ts'
import type { StoreFiles } from '../../store-files.ts'
import { digestFile } from './archive.ts'
import { readManifest, type Manifest } from './manifest.ts'
import {
  archiveEnd,
  archiveFile,
  idsWith,
  manifestEnd,
  manifestFile,
  namesIn,
  snapshotsFolder,
} from './places.ts'

export interface ShelfOptions {
  readonly dataFolder: string
  readonly files: StoreFiles
  readonly signal?: AbortSignal | undefined
}

/** All that lies in the folder of snapshots, the newest first. */
export interface Shelf {
  readonly usable: readonly Manifest[]
  readonly unusable: readonly Unusable[]
}

export interface Unusable {
  readonly id: string
  readonly why: string
}

/** Reads every manifest and every archive through: only what is byte for byte what was written can be used. */
export async function readShelf(options: ShelfOptions): Promise<Shelf> {
  const names = await namesIn(snapshotsFolder(options.dataFolder))
  const ids = new Set([manifestEnd, archiveEnd].flatMap((end) => idsWith(end, names)))
  const usable: Manifest[] = []
  const unusable: Unusable[] = []
  for (const id of [...ids].toSorted().reverse()) {
    const looked = await look(id, options)
    if ('why' in looked) unusable.push(looked)
    else usable.push(looked)
  }
  return { usable, unusable }
}

/** One that can be used. Throws `not_found` or `snapshot_unusable`. */
export async function findSnapshot(id: string, options: ShelfOptions): Promise<Manifest> {
  const names = await namesIn(snapshotsFolder(options.dataFolder))
  if (![manifestEnd, archiveEnd].some((end) => idsWith(end, names).includes(id)))
    throw new AppError('not_found', `There is no snapshot ${id}.`)
  const looked = await look(id, options)
  if (!('why' in looked)) return looked
  throw new AppError('snapshot_unusable', `The snapshot ${id} cannot be used: ${looked.why}.`)
}

async function look(id: string, { dataFolder, files, signal }: ShelfOptions): Promise<Manifest | Unusable> {
  signal?.throwIfAborted()
  const folder = snapshotsFolder(dataFolder)
  const manifest = await readManifest(manifestFile(folder, id)).catch(unreadable)
  if (typeof manifest === 'string') return { id, why: `its description is ${manifest}` }
  if (manifest.id !== id) return { id, why: 'its description is that of another one' }
  const size = await stat(archiveFile(folder, id)).then(({ size: bytes }) => bytes, unreadable)
  if (typeof size === 'string') return { id, why: `its archive is ${size}` }
  if (size !== manifest.bytes)
    return { id, why: `its archive has ${size} bytes instead of ${manifest.bytes}` }
  if (manifest.postgres !== postgresMajor)
    return { id, why: `it was made by Postgres ${manifest.postgres}; this Hearth has ${postgresMajor}` }
  const known = knownMigrations(files.migrations)
  if (manifest.migrations.some((hash) => !known.has(hash)))
    return { id, why: 'it was made by a newer version of Hearth' }
  const digest = await digestFile(archiveFile(folder, id), signal).catch((error: unknown) => {
    signal?.throwIfAborted()
    return unreadable(error)
  })
  if (typeof digest === 'string') return { id, why: `its archive is ${digest}` }
  if (digest.sha256 !== manifest.sha256) return { id, why: 'its archive has changed since it was written' }
  return manifest
}

function unreadable(error: unknown): 'missing' | 'unreadable' {
  return isMissing(error) ? 'missing' : 'unreadable'
}
