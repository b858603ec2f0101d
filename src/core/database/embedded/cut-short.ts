import type { Log } from '../../log.ts'
import { sqlState } from '../sql-state.ts'
import { ask } from './ask.ts'
import { damaged } from './cluster.ts'
import type { DatabaseThread, Turn } from './thread.ts'

interface Table {
  readonly name: string
  /** Its file, or one of its indexes, has fewer pages than when they were counted last. */
  readonly short: boolean
  readonly pages: number
}

type Counts = readonly number[]

/** Tables of up to so many pages (4 MB) are counted at every opening, which takes milliseconds. */
const fewPages = 512

/**
 * The app's tables, and those that Postgres keeps their long texts in, but for those that never held anything: an index
 * with entries has two pages. Only what was vacuumed has a count of pages.
 */
const tables = `with file as (
    select oid, relpages, pg_relation_size(oid) / current_setting('block_size')::int as pages from pg_class
    where relkind in ('r', 't', 'i') and relnamespace in ('public'::regnamespace, 'pg_toast'::regnamespace)
  ), index as (
    select indrelid, bool_or(pages < relpages) as short, max(pages) as pages
    from pg_index join file on oid = indexrelid group by indrelid
  )
  select c.oid::regclass::text as name, f.pages::int, f.pages < f.relpages or coalesce(i.short, false) as short
  from pg_class c join file f on f.oid = c.oid left join index i on i.indrelid = c.oid
  where (c.relkind = 'r' or c.oid in (
      select reltoastrelid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    )) and (f.pages > 0 or f.relpages > 0 or i.pages > 1)
  order by 1`

const byTable = 'set local enable_indexscan = off; set local enable_indexonlyscan = off'
const byIndex =
  'set local enable_seqscan = off; set local enable_indexscan = on; set local enable_indexonlyscan = on'

/**
 * A table whose file was cut short looks whole: a scan gives the rows that are left, without a word, and new rows would
 * be written where old entries of its indexes point to. So whoever opens a database looks first, and counts what looks
 * short both ways. Throws `database_damaged`; nothing has been written then.
 */
export async function refuseCutShort(thread: DatabaseThread, folder: string, log: Log): Promise<void> {
  const turn = await thread.claim()
  try {
    const all = await ask<Table>(turn.call, tables)
    const suspects = all.filter(({ short, pages }) => short || pages <= fewPages).map(({ name }) => name)
    if (suspects.length === 0 || (await areWhole(turn, suspects))) return
    for (const name of suspects) await lookClosely(turn, name, folder, log)
  } finally {
    turn.release()
  }
}

/** All at once: that is enough where nothing is wrong. */
async function areWhole(turn: Turn, names: readonly string[]): Promise<boolean> {
  const [left, known] = await countBothWays(turn, names)
  return Array.isArray(left) && Array.isArray(known) && left.every((count, at) => count === known[at])
}

async function lookClosely(turn: Turn, name: string, folder: string, log: Log): Promise<void> {
  const [left, known] = await countBothWays(turn, [name])
  if (left instanceof Error && sqlState(left) === 'XX001') {
    // A page that cannot be read hides nothing: whoever needs it is told. The rest can be used.
    log.error('database.page', { table: name, error: left })
    return
  }
  if (left instanceof Error) throw damaged(folder, `its table ${name} cannot be read`, left)
  if (known instanceof Error)
    throw damaged(folder, `its table ${name} and the indexes of it do not fit together`, known)
  if (left[0] !== known[0])
    throw damaged(folder, `its table ${name} was cut short, and ${left[0]} of ${known[0]} rows are left`)
}

/** The rows that a scan of each table finds, and those that its indexes know of, or why they could not be counted. */
async function countBothWays(
  turn: Turn,
  names: readonly string[],
): Promise<[Counts | Error, Counts | Error]> {
  const counts = names.map((name) => `(select count(*) from ${name})::int`)
  const query = `select array[${counts.join(', ')}] as counts`
  const count = async (way: string): Promise<Counts | Error> => {
    await turn.call({ kind: 'exec', sql: `begin; set local enable_bitmapscan = off; ${way}` })
    try {
      const [row] = await ask<{ counts: Counts }>(turn.call, query)
      return row?.counts ?? []
    } catch (error) {
      return error as Error
    } finally {
      await turn.call({ kind: 'exec', sql: 'rollback' })
    }
  }
  return [await count(byTable), await count(byIndex)]
}
