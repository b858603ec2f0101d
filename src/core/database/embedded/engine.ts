import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { DurableFileSystem } from './durable-file-system.ts'

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

/**
 * Opens Postgres over a folder, or makes it there. `flush` brings a file to the disk; tests count its calls. When Postgres
 * does not start, PGlite says no more than that; the error has Postgres' own last words.
 */
export async function openEngine(folder: string, flush: (file: number) => void = fsyncSync): Promise<PGlite> {
  const words: string[] = []
  const onStderr = (line: string): boolean => {
    if (/FATAL|PANIC|ERROR/.test(line)) words.push(line)
    return false
  }
  try {
    return await PGlite.create({ fs: new DurableFileSystem(folder, flush), startParams, onStderr })
  } catch (error) {
    throw words.length > 0 ? new Error(words.join(' '), { cause: error }) : error
  }
}
