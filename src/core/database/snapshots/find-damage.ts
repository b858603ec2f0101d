import { findAppError } from '../../../shared/errors.ts'
import { ask, type Call } from '../embedded/ask.ts'

interface Relation {
  readonly oid: number
  /** As SQL names it. */
  readonly name: string
}

interface Table extends Relation {
  /** Has a primary key, whose index knows how many rows there must be. */
  readonly keyed: boolean
}

const name = `case when n.nspname = 'public' then '' else quote_ident(n.nspname) || '.' end || quote_ident(c.relname) as name`
/** What the index for searching is made of is none of it: that is made again. Its long texts lie in tables of Postgres. */
const isKept = `n.nspname <> 'search' and c.oid not in (
    select unnest(array[s.reltoastrelid, i.indexrelid]) from pg_class s
    left join pg_index i on i.indrelid = s.reltoastrelid
    where s.relnamespace = (select oid from pg_namespace where nspname = 'search') and s.reltoastrelid <> 0)`
const tables = `select c.oid::int, ${name},
    exists (select from pg_index where indrelid = c.oid and indisprimary and indisvalid) as keyed
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm', 't') and c.relpersistence = 'p' and ${isKept} order by n.nspname <> 'public', c.oid`
const indexes = `select c.oid::int, ${name}
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_am a on a.oid = c.relam
  where c.relkind = 'i' and a.amname = 'btree' and ${isKept} order by n.nspname <> 'public', c.oid`

/**
 * Looks through a whole database, its own tables and those of Postgres, and says what is wrong in sentences. It needs
 * amcheck, which it installs: only ever for a copy. Rejects when it could not look.
 */
export async function findDamage(call: Call): Promise<string[]> {
  const found: string[] = []
  /** What a check comes to: a failure is a finding, unless it says nothing about the files. */
  const check = async (what: string, look: () => Promise<string | null>): Promise<void> => {
    try {
      const finding = await look()
      if (finding !== null) found.push(finding)
    } catch (error) {
      const code = findAppError(error)?.code
      if (code === 'disk_full' || code === 'cancelled') throw error
      found.push(`${what} is damaged: ${innermost(error)}.`)
    }
  }

  let all: Table[] = []
  await check('The database', async () => {
    await call({ kind: 'exec', sql: 'create extension if not exists amcheck' })
    all = await ask<Table>(call, tables)
    return null
  })
  for (const table of all) await check(`The table ${table.name}`, () => checkTable(call, table))
  await check('The database', async () => {
    for (const index of await ask<Relation>(call, indexes))
      await check(`The index ${index.name}`, () => checkIndex(call, index))
    return null
  })
  const counted = all.filter(({ keyed }) => keyed)
  await byIndex(call, 'off')
  const scanned = await countEach(call, counted)
  await byIndex(call, 'on')
  for (const table of counted)
    await check(`The table ${table.name}`, () => compareCounts(call, table, scanned.get(table.oid)))
  return found
}

async function checkTable(call: Call, { oid, name: table }: Table): Promise<string | null> {
  const rows = await ask<{ places: number; first: string | null }>(
    call,
    `select count(*)::int as places, min(msg) as first from verify_heapam($1::int::oid::regclass, check_toast => true)`,
    [oid],
  )
  const [{ places, first } = { places: 0, first: null }] = rows
  return places === 0 ? null : `The table ${table} is damaged in ${places} places, such as: ${first}.`
}

async function checkIndex(call: Call, { oid }: Relation): Promise<null> {
  await ask(call, 'select bt_index_check($1::int::oid::regclass, true)', [oid])
  return null
}

/** A scan reads a table as far as its file goes, and cannot know that it was longer once. */
async function countEach(call: Call, list: readonly Table[]): Promise<Map<number, number>> {
  const counts = new Map<number, number>()
  for (const table of list) {
    // A table that cannot be read has been found by now.
    const rows = await ask<{ scanned: number }>(
      call,
      `select count(*)::int as scanned from ${table.name}`,
    ).catch(() => [])
    if (rows[0]) counts.set(table.oid, rows[0].scanned)
  }
  return counts
}

/** Only an index scan follows every entry: a bitmap scan leaves out, without a word, what lies behind the end. */
async function byIndex(call: Call, way: 'on' | 'off'): Promise<void> {
  const other = way === 'on' ? 'off' : 'on'
  const sql = `set enable_indexscan = ${way}; set enable_indexonlyscan = ${way}; set enable_seqscan = ${other}; set enable_bitmapscan = off`
  await call({ kind: 'exec', sql })
}

async function compareCounts(call: Call, { name: table }: Table, scanned?: number): Promise<string | null> {
  const [row] = await ask<{ indexed: number }>(call, `select count(*)::int as indexed from ${table}`)
  if (!row || scanned === undefined || row.indexed === scanned) return null
  return `The table ${table} has ${scanned} rows left of ${row.indexed} that its index knows.`
}

function innermost(error: unknown): string {
  let last = error
  while (last instanceof Error && last.cause instanceof Error) last = last.cause
  const text = last instanceof Error ? last.message : String(last)
  return text.replace(/\.$/, '')
}
