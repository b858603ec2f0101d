import type { Log } from '../../log.ts'
import { ask } from './ask.ts'
import type { DatabaseThread } from './thread.ts'

export interface UpkeepOptions {
  readonly log: Log
  /** Milliseconds without any call after which it is time. */
  readonly idleMs?: number
  /** Pieces of the index of words that are no more than this stay as they are. */
  readonly fewPieces?: number
}

/** As many rows of a table may have changed or died before it is vacuumed; and a tenth of what it holds. */
const fewRows = 500

const overdue = `select quote_ident(schemaname) || '.' || quote_ident(relname) as name from pg_stat_user_tables
  where schemaname in ('public', 'search')
    and greatest(n_dead_tup, n_mod_since_analyze) > greatest(${fewRows}, n_live_tup / 10)`

const words = 'search.document_words'
/**
 * The index of words grows in pieces, and each search looks through all of them; it puts them together itself when there
 * are eight of a size. Above so many bytes that would take long: it is 3.5 s with 100,000 messages, whose index has 55 MB.
 */
const mostBytes = 128_000_000

/**
 * What Postgres has processes of its own for, and PGlite has not: dead rows are cleared away, statistics kept, the pieces
 * that the index of words grows in put together (each search looks through all of them), and the write-ahead log emptied,
 * whenever nobody has asked for anything for a while. One statement at a time, so that a call that comes meanwhile waits
 * for no more than that.
 */
export function createUpkeep(
  thread: DatabaseThread,
  { log, idleMs = 20_000, fewPieces = 4 }: UpkeepOptions,
): { close(): Promise<void> } {
  let done = thread.calls()
  let working: Promise<void> | null = null
  const stop = new AbortController()

  async function work(): Promise<void> {
    // Postgres counts rows a second late at the most, and only when something is asked of it.
    await thread.call({ kind: 'exec', sql: 'select pg_stat_force_next_flush()' })
    const rows = await ask<{ name: string }>(thread.call, overdue)
    for (const { name } of rows) {
      if (stop.signal.aborted) return
      await thread.call({ kind: 'exec', sql: `vacuum (analyze) ${name}` })
    }
    const merged = !stop.signal.aborted && (await mergeWords())
    if (!stop.signal.aborted) await thread.call({ kind: 'exec', sql: 'checkpoint' })
    log.info('database.upkeep', { vacuumed: rows.length, merged })
  }

  /** Resolves with whether there was something to put together. */
  async function mergeWords(): Promise<boolean> {
    const [index] = await ask<{ there: boolean }>(
      thread.call,
      `select to_regclass('${words}') is not null as there`,
    )
    if (!index?.there) return false
    const [found] = await ask<{ pieces: number; bytes: number }>(
      thread.call,
      `select (select sum(n) from unnest(search.bm25_level_counts('${words}'::regclass)) as n)::int as pieces,
        pg_relation_size('${words}')::float8 as bytes`,
    )
    if (!found || found.pieces <= fewPieces || found.bytes > mostBytes) return false
    await thread.call({ kind: 'exec', sql: `select search.bm25_force_merge('${words}')` })
    return true
  }

  const timer = setInterval(
    () => {
      if (working || thread.calls() === done || thread.idleMs() < idleMs) return
      working = work()
        .catch((error: unknown) => log.warn('database.upkeep', { error }))
        .finally(() => {
          working = null
          done = thread.calls()
        })
    },
    Math.max(50, idleMs / 4),
  )
  timer.unref()

  return {
    async close() {
      clearInterval(timer)
      stop.abort()
      await working
    },
  }
}
