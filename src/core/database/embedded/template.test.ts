import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import type { Log } from '../../log.ts'
import { sourceFiles, type StoreFiles } from '../../store-files.ts'
import { rowsOf, type Database } from '../database.ts'
import { createCluster } from './create-cluster.ts'
import { openEmbedded } from './open.ts'
import { descriptionOf, readTemplate } from './template.ts'

/** A log that remembers. */
function remember() {
  const said: [event: string, fields: unknown][] = []
  const add = (event: string, fields?: unknown): void => void said.push([event, fields])
  return { said, log: { info: add, warn: add, error: add } satisfies Log }
}

const created = (from: string) => ['database.created', { from }]

/** A copy of the template that a test may spoil. */
async function copyTemplate(folder: string): Promise<StoreFiles> {
  const files = sourceFiles()
  const template = join(folder, 'template.tar.gz')
  await copyFile(files.template, template)
  await copyFile(descriptionOf(files.template), descriptionOf(template))
  return { ...files, template }
}

/** Everything of a database that its users can tell: settings, tables, columns, indexes, constraints, migrations. */
async function describe(db: Database): Promise<unknown[]> {
  const questions = [
    sql`select encoding, datcollate, datctype, datlocprovider, datallowconn from pg_database where datname = current_database()`,
    // Those of extensions are there once one of them has been used.
    sql`select name, setting from pg_settings where name not in ('transaction_isolation')
        and name not like '%.%' order by name`,
    sql`select * from information_schema.columns where table_schema in ('public', 'drizzle')
        order by table_schema, table_name, ordinal_position`,
    sql`select * from pg_indexes where schemaname in ('public', 'drizzle') order by indexname`,
    sql`select conname, pg_get_constraintdef(oid) from pg_constraint
        where connamespace in ('public'::regnamespace, 'drizzle'::regnamespace) order by conname`,
    sql`select n.nspname, c.relname, c.relkind, c.relacl, c.reloptions, c.relchecks, c.relreplident
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname <> 'pg_toast' order by 1, 2`,
    sql`select nspname, nspacl::text from pg_namespace order by 1`,
    sql`select hash, created_at from drizzle.__drizzle_migrations order by id`,
    sql`select extname, extversion from pg_extension order by 1`,
  ]
  const answers: unknown[] = []
  for (const question of questions) answers.push(await rowsOf(db, question))
  return answers
}

async function open(dataFolder: string, files: StoreFiles) {
  const { said, log } = remember()
  const database = await openEmbedded({ dataFolder, log, files })
  const description = await describe(database.db)
  await database.close()
  return { said, description }
}

test('a first start unpacks the template, and has the database that Postgres makes itself', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const files = sourceFiles()
  const unpacked = await open(join(folder.path, 'unpacked'), files)
  expect(unpacked.said).toContainEqual(created('template'))
  const made = await open(join(folder.path, 'made'), { ...files, template: join(folder.path, 'none.tar.gz') })
  expect(made.said).toContainEqual(created('nothing'))
  expect(unpacked.description).toEqual(made.description)
})

test('what is unpacked is its owner’s only, and whole', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await createCluster(folder.path, sourceFiles(), remember().log)
  const cluster = join(folder.path, 'postgres')
  const modes = new Map<string, number>()
  for (const entry of await readdir(cluster, { recursive: true, withFileTypes: true })) {
    const kind = entry.isDirectory() ? 'folder' : 'file'
    const { mode } = await stat(join(entry.parentPath, entry.name))
    const key = `${kind} ${(mode & 0o777).toString(8)}`
    modes.set(key, (modes.get(key) ?? 0) + 1)
  }
  expect([...modes.keys()].sort()).toEqual(['file 600', 'folder 700'])
  expect((await stat(cluster)).mode & 0o777).toBe(0o700)
  // Folders that are empty belong to a cluster as well.
  expect(await readdir(join(cluster, 'pg_wal'))).toContain('archive_status')
})

test('a template that was cut short is not used: Postgres makes the database, and the log says why', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const files = await copyTemplate(folder.path)
  await truncate(files.template, (await stat(files.template)).size - 1)
  const { said } = await open(join(folder.path, 'data'), files)
  expect(said).toContainEqual([
    'database.template.unusable',
    { error: expect.objectContaining({ message: expect.stringContaining('damaged') }) },
  ])
  expect(said).toContainEqual(created('nothing'))
})

test.each([
  ['from other migrations', { migrations: [] }, 'It was made from other migrations.'],
  ['of another Postgres', { postgres: '17' }, 'It is of Postgres 17.'],
])('a template %s does not fit', async (_, change, reason) => {
  await using folder = await makeDataFolder({ ready: false })
  const files = await copyTemplate(folder.path)
  const file = descriptionOf(files.template)
  const description = JSON.parse(await readFile(file, 'utf8')) as object
  await writeFile(file, JSON.stringify({ ...description, ...change }))
  await expect(readTemplate(files)).rejects.toThrow(reason)
})

test('a first start that was cut off while unpacking is begun anew', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await mkdir(join(folder.path, 'postgres.new', 'base'), { recursive: true })
  await writeFile(join(folder.path, 'postgres.new', 'PG_VERSION'), '')
  const { said } = await open(folder.path, sourceFiles())
  expect(said).toContainEqual(created('template'))
  expect(await readdir(folder.path)).not.toContain('postgres.new')
})
