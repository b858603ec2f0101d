import { fdatasyncSync, fsyncSync } from 'node:fs'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { pg_textsearch } from '@electric-sql/pglite-pg_textsearch'
import { vector } from '@electric-sql/pglite-pgvector'
import { DurableFileSystem, type Flush } from './durable-file-system.ts'

/** Half the memory of the defaults (measured: 164 MB resident instead of 310), real flushes, a log that stays small. */
const settings = [
  'wal_sync_method=fsync',
  'shared_buffers=8MB',
  'max_connections=8',
  'max_wal_size=64MB',
  'min_wal_size=32MB',
]
/** PGlite's own begin with `-F`: no flushes. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...settings.flatMap((setting) => ['-c', setting]),
]

const toDisk: Flush = (file, onlyContent) => (onlyContent ? fdatasyncSync(file) : fsyncSync(file))

/** What the index for searching is made with. Whoever opens a cluster needs them: Postgres loads them with its tables. */
const searching = { pg_textsearch, pg_trgm, vector }

/** Opens Postgres over a folder, or makes it there. `flush` brings a file to the disk; tests count its calls. */
export function openEngine(folder: string, flush: Flush = toDisk): Promise<PGlite> {
  return withItsWords({ fs: new DurableFileSystem(folder, flush), startParams })
}

/**
 * Opens a copy that will be thrown away: nothing of it has to reach the disk, and it has amcheck, which finds damage.
 */
export async function openThrowAway(folder: string): Promise<PGlite> {
  // Most starts never need it.
  const { amcheck } = await import('@electric-sql/pglite/contrib/amcheck')
  return withItsWords({
    fs: new NodeFS(folder),
    startParams: [...startParams, '-F'],
    extensions: { amcheck },
  })
}

/** When Postgres does not start, PGlite says no more than that; the error has Postgres' own last words. */
async function withItsWords(options: PGliteOptions): Promise<PGlite> {
  const words: string[] = []
  const onStderr = (line: string): boolean => {
    if (/FATAL|PANIC|ERROR/.test(line)) words.push(line)
    return false
  }
  try {
    return await PGlite.create({ ...options, extensions: { ...searching, ...options.extensions }, onStderr })
  } catch (error) {
    throw words.length > 0 ? new Error(words.join(' '), { cause: error }) : error
  }
}
