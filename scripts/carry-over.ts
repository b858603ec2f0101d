import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { z } from 'zod'
import { clusterFolder, recogniseCluster } from '../src/core/database/embedded/cluster.ts'
import { prepareDataFolder } from '../src/core/database/embedded/data-folder.ts'
import { openEngine } from '../src/core/database/embedded/engine.ts'
import { takeLock } from '../src/core/database/embedded/lock.ts'
import { openEmbedded } from '../src/core/database/embedded/open.ts'
import { flushFolder } from '../src/core/database/flush.ts'
import { silentLog as log } from '../src/core/log.ts'
import { sourceFiles, type StoreFiles } from '../src/core/store-files.ts'
import { AppError } from '../src/shared/errors.ts'
import { quoted, readOldDatabase, readTable, type Ask, type OldDatabase, type Table } from './old-database.ts'

/**
 * Carries the database of an earlier Postgres over into a data folder that has none. The old folder (a data folder, or
 * the cluster itself) stays as it is; the new one appears when all of it is there, or not at all. Resolves with what
 * was carried. Throws `already_open`, `data_folder`, `disk_full` or one of the `database` codes.
 */
export async function carryOver(
  old: string,
  dataFolder: string,
  files: StoreFiles = sourceFiles(),
): Promise<readonly Table[]> {
  await prepareDataFolder(dataFolder)
  const lock = takeLock(dataFolder)
  const draft = join(dataFolder, 'upgrade.new')
  try {
    const target = clusterFolder(dataFolder)
    if ((await recogniseCluster(target)) === 'present')
      throw new AppError('data_folder', `${dataFolder} has a database already. Name a folder without one.`)
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { mode: 0o700 })
    const database = await readOldDatabase(await findCluster(old), join(draft, 'old'))
    await build(database, draft, files)
    await rm(target, { recursive: true, force: true })
    await rename(clusterFolder(draft), target)
    await flushFolder(dataFolder)
    return database.tables
  } finally {
    await rm(draft, { recursive: true, force: true })
    lock.release()
  }
}

async function findCluster(folder: string): Promise<string> {
  const inside = clusterFolder(folder)
  return stat(inside).then(
    () => inside,
    () => folder,
  )
}

/** The schema as the old database had it, its rows, and only then what came since: migrations change rows as well. */
async function build(database: OldDatabase, dataFolder: string, files: StoreFiles): Promise<void> {
  const migrations = await migrationsUpTo(
    database.migrations,
    files.migrations,
    join(dataFolder, 'migrations'),
  )
  await (await openEmbedded({ dataFolder, log, files: { ...files, migrations } })).close()
  await fill(database.tables, clusterFolder(dataFolder))
  await (await openEmbedded({ dataFolder, log, files })).close()
}

/** A folder with the migrations that the old database has. */
async function migrationsUpTo(applied: readonly string[], all: string, folder: string): Promise<string> {
  const known = readMigrationFiles({ migrationsFolder: all }).map(({ hash }) => hash)
  if (applied.some((hash, index) => hash !== known[index])) {
    throw new AppError(
      'database_newer',
      'The old database has changes that this Hearth does not know. Carry it over with the version that made them.',
    )
  }
  await cp(all, folder, { recursive: true })
  const journal = join(folder, 'meta', '_journal.json')
  const { entries, ...rest } = z
    .looseObject({ entries: z.array(z.unknown()) })
    .parse(JSON.parse(await readFile(journal, 'utf8')))
  await writeFile(journal, JSON.stringify({ ...rest, entries: entries.slice(0, applied.length) }))
  return folder
}

async function fill(tables: readonly Table[], cluster: string): Promise<void> {
  const engine = await openEngine(cluster)
  const ask: Ask = async (sql) => {
    const { rows, blob } = await engine.query(sql)
    return { rows, ...(blob && { blob }) }
  }
  try {
    await engine.transaction(async (all) => {
      // The tables refer to each other; what they refer to is there in the end.
      await all.exec('set local session_replication_role = replica')
      for (const { name, columns, rows } of tables)
        await all.query(`copy "${name}" (${quoted(columns)}) from '/dev/blob'`, [], { blob: rows })
    })
    for (const table of tables) await compare(table, await readTable(ask, table.name, table.columns))
  } finally {
    await engine.close()
  }
}

async function compare(old: Table, carried: Table): Promise<void> {
  const [before, after] = await Promise.all([old.rows.bytes(), carried.rows.bytes()])
  if (old.count !== carried.count || Buffer.compare(before, after) !== 0) {
    throw new AppError(
      'database',
      `The table ${old.name} is not the same after it was carried over (${old.count} rows, then ${carried.count}). Nothing was kept.`,
    )
  }
}
