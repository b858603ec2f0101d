import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { ask } from '../embedded/ask.ts'
import type { DatabaseThread, Turn } from '../embedded/thread.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { copyFolder } from './copy-folder.ts'
import { readFacts, type Facts } from './facts.ts'

/** What a snapshot is made of: copies a database to a folder, and says what it held then if that is known. */
export type Source = (to: string, signal: AbortSignal) => Promise<Facts | null>

/** A database that nobody has open. */
export function closedSource(cluster: string): Source {
  return async (to, signal) => {
    await copyFolder(cluster, to, { signal, wants: (path) => !isProcessFile(path) })
    return null
  }
}

/**
 * The database that is open. Most of it is copied while others go on using it; then it is held still for as long as it
 * takes to copy again what has changed since.
 */
export function openSource(cluster: string, thread: DatabaseThread): Source {
  return async (to, signal) => {
    const wants = (path: string): boolean => !isProcessFile(path)
    const earlier = await copyFolder(cluster, to, { signal, wants: (path) => wants(path) && !isLog(path) })
    const turn = await claim(thread, signal)
    try {
      const facts = await readFacts(turn.call)
      await turn.call({ kind: 'exec', sql: 'checkpoint' })
      const first = await firstLog(turn)
      await copyFolder(cluster, to, {
        signal,
        earlier,
        wants: (path) => wants(path) && (!isLog(path) || basename(path) >= first),
      })
      // Had the thread ended meanwhile, another one could have written while we copied: then this fails.
      await turn.call({ kind: 'exec', sql: 'select 1' })
      return facts
    } finally {
      turn.release()
    }
  }
}

/** The first segment of the write-ahead log that is still needed; older ones wait to be used again. */
async function firstLog({ call }: Turn): Promise<string> {
  const [row] = await ask<{ first: string }>(
    call,
    'select redo_wal_file as first from pg_control_checkpoint()',
  )
  if (!row) throw new Error('Postgres does not say where its log begins.')
  return row.first
}

function isLog(path: string): boolean {
  return basename(dirname(path)) === 'pg_wal'
}

/** They say which process has the folder open: none has the copy. */
function isProcessFile(path: string): boolean {
  return path === 'postmaster.pid' || path === 'postmaster.opts'
}

/** The database for us alone. Whoever does not wait for it any more gives it back when it comes. */
async function claim(thread: DatabaseThread, signal: AbortSignal): Promise<Turn> {
  const claimed = thread.claim()
  try {
    return await unlessAborted(signal, () => claimed, leftError)
  } catch (error) {
    claimed.then(
      (turn) => turn.release(),
      () => {
        // A database that was closed first has no turn to give back.
      },
    )
    throw error
  }
}

const leftError = (): AppError => new AppError('cancelled', 'Nobody waits for this snapshot any more.')
