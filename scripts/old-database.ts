import { cp, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type * as pglite17 from 'pglite-17'
import { z } from 'zod'
import { AppError } from '../src/shared/errors.ts'

/** What an earlier Hearth left, read out by the engine that wrote it. */
export interface OldDatabase {
  /** Hashes of the migrations that it has, in their order. */
  readonly migrations: readonly string[]
  readonly tables: readonly Table[]
}

export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly count: number
  /** The rows as COPY writes them. */
  readonly rows: Blob
}

/** The engines of earlier major versions of Postgres, each from the package that had it. */
const engines: Readonly<Record<string, () => Promise<typeof pglite17>>> = {
  17: () => import('pglite-17'),
}

/**
 * Reads the database in the folder of an old cluster, from a copy made at `copy`: nothing is written to the old one, not
 * even what Postgres writes when it opens. Throws `database` or `database_foreign`.
 */
export async function readOldDatabase(cluster: string, copy: string): Promise<OldDatabase> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    throw new AppError('database', `There is no database in ${cluster}: it has no PG_VERSION.`, {
      cause: error,
    })
  })
  const load = engines[version.trim()]
  if (!load) {
    const known = Object.keys(engines).join(', ')
    throw new AppError(
      'database_foreign',
      `The database in ${cluster} is of Postgres ${version.trim()}; only those of ${known} can be carried over.`,
    )
  }
  await copyStanding(cluster, copy)
  const { PGlite } = await load()
  await using engine = await PGlite.create(copy)
  // Awaited here: the engine closes when this function ends.
  return await readAll(async (sql) => {
    const { rows, blob } = await engine.query<Record<string, unknown>>(sql)
    return { rows, ...(blob && { blob }) }
  })
}

/** A folder that changes while it is copied gives a copy of nothing that ever was. */
async function copyStanding(cluster: string, copy: string): Promise<void> {
  const before = await look(cluster)
  await cp(cluster, copy, { recursive: true, errorOnExist: true, force: false })
  if ((await look(cluster)) !== before)
    throw new AppError(
      'already_open',
      `Something is writing to ${cluster}. Close the Hearth that has it open.`,
    )
}

async function look(folder: string): Promise<string> {
  const lines: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const { size, mtimeMs } = await stat(path)
    lines.push(`${path} ${size} ${mtimeMs}`)
  }
  return lines.sort().join('\n')
}

/** One statement; the blob is what COPY TO '/dev/blob' gave. */
export type Ask = (sql: string) => Promise<{ readonly rows: readonly unknown[]; readonly blob?: Blob }>

async function readAll(ask: Ask): Promise<OldDatabase> {
  const list = async (sql: string): Promise<string[]> => {
    const { rows } = await ask(sql)
    return z
      .array(z.object({ name: z.string() }))
      .parse(rows)
      .map(({ name }) => name)
  }
  const history = await list("select tablename as name from pg_tables where schemaname = 'drizzle'")
  if (!history.includes('__drizzle_migrations'))
    throw new AppError('database', 'The old database holds nothing of Hearth.')
  const migrations = await list('select hash as name from drizzle.__drizzle_migrations order by id')
  const tables: Table[] = []
  for (const name of await list(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  )) {
    // What is generated, the new database generates again.
    const columns = await list(`select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = '${name}' and is_generated = 'NEVER' order by ordinal_position`)
    tables.push(await readTable(ask, name, columns))
  }
  return { migrations, tables }
}

/** Reads a table out. The same rows give the same bytes in every version. */
export async function readTable(ask: Ask, name: string, columns: readonly string[]): Promise<Table> {
  const { rows } = await ask(`select count(*)::int as count from "${name}"`)
  const [{ count }] = z.tuple([z.object({ count: z.number() })]).parse(rows)
  await ask("set timezone to 'UTC'")
  const { blob } = await ask(`copy "${name}" (${quoted(columns)}) to '/dev/blob'`)
  // For a table without rows there is none.
  if (!blob && count > 0) throw new Error(`COPY gave nothing for ${name}.`)
  return { name, columns, count, rows: blob ?? new Blob([]) }
}

/** Column names as SQL takes them. */
export function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}
