import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { sql } from 'drizzle-orm'
import { PGlite as OldEngine } from 'pglite-17'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { rowsOf } from '../src/core/database/database.ts'
import { openDatabase } from '../src/core/database/open.ts'
import { silentLog as log } from '../src/core/log.ts'
import { sourceFiles } from '../src/core/store-files.ts'
import { carryOver } from './carry-over.ts'

/** A data folder as a Hearth with Postgres 17 left it, and what is in it. */
let old: string
const rows = new Map<string, string[]>()
const everyRow = (table: string) => `select t::text as row from ${table} t order by id`

const strange = [
  'Grüße, 東京, مرحبا, 👩‍👩‍👧‍👦, e\u0301',
  'tab\tnew line\nreturn\rback\\slash \\N \\. "quoted" \'and so\'',
  '',
  '\\.',
]

beforeAll(async () => {
  old = await mkdtemp(join(tmpdir(), 'hearth-old-'))
  const engine = await OldEngine.create(join(old, 'postgres'))
  // The engines differ in nothing that Drizzle uses.
  await migrate(drizzle({ client: engine as never }), { migrationsFolder: sourceFiles().migrations })
  await engine.exec(`
    insert into conversation (title, num_ctx, model, deleted_at, updated_at)
      select 'title ' || n, n, case when n % 2 = 0 then 'tiny' end, case when n % 7 = 0 then now() end,
        timestamptz '2024-02-29 23:59:59.999+00' + n * interval '1 hour'
      from generate_series(1, 50) n;
    insert into message (conversation_id, role, content, metadata, created_at, superseded_at)
      select id, 'user', repeat('word ' || n || ' ', n % 40), jsonb_build_object('n', n, 'deep', jsonb_build_array(null, 1.50, 'ü')),
        now() - n * interval '1 second', case when n % 9 = 0 then now() end
      from conversation, generate_series(1, 80) n;
    insert into conversation_context (conversation_id, context_type, context_key, context_value)
      select id, 'domain', 'key_' || n, to_jsonb(n) from conversation, generate_series(1, 5) n`)
  for (const content of strange) {
    const json = JSON.stringify({ content, nothing: null, list: [[], {}] })
    await engine.query(
      `insert into message (conversation_id, role, content, metadata)
        select id, 'assistant', $1, $2 from conversation limit 1`,
      [content, json],
    )
  }
  await engine.exec(`update conversation_context set context_value = 'null' where context_key = 'key_1'`)
  await engine.exec("set timezone to 'UTC'")
  for (const table of ['conversation', 'message', 'conversation_context', 'drizzle.__drizzle_migrations']) {
    const found = await engine.query<{ row: string }>(everyRow(table))
    rows.set(
      table,
      found.rows.map(({ row }) => row),
    )
  }
  await engine.close()
})
afterAll(() => rm(old, { recursive: true, force: true }))

/** Changes with every name, byte, mode and time of change in a folder. */
async function photograph(folder: string): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    const { mode, mtimeMs, size } = await stat(path)
    hash.update(`${path} ${mode} ${mtimeMs} ${size}\n`)
    if ((mode & 0o170000) === 0o100000) hash.update(await readFile(path))
  }
  return hash.digest('hex')
}

test('a database of Postgres 17 is carried over whole, and the old folder is not touched', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const before = await photograph(old)
  const carried = await carryOver(old, folder.path)
  expect(await photograph(old)).toBe(before)
  expect(carried.map(({ name, count }) => [name, count])).toEqual([
    ['conversation', 50],
    ['conversation_context', 250],
    ['folder_grant', 0],
    ['forgotten', 0],
    ['message', 4_004],
    ['reminder', 0],
    ['rule', 0],
    ['setting', 0],
  ])
  expect((await readdir(folder.path)).filter((name) => name.includes('new'))).toEqual([])

  const database = await openDatabase({ dataFolder: folder.path, log })
  await database.db.execute(sql`set timezone to 'UTC'`)
  for (const [table, expected] of rows) {
    const found = await rowsOf<{ row: string }>(database.db, sql.raw(everyRow(table)))
    expect(found.map(({ row }) => row)).toEqual(expected)
  }
  // The constraints are in force again.
  await expect(
    database.db.execute(
      sql`insert into message (conversation_id, role, content) values (gen_random_uuid(), 'user', '')`,
    ),
  ).rejects.toMatchObject({ cause: { code: '23503' } })
  await database.close()
})

test('what came to the schema since then is applied to the rows that were carried', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const files = sourceFiles()
  const migrations = join(folder.path, 'drizzle')
  await cp(files.migrations, migrations, { recursive: true })
  const journal = join(migrations, 'meta', '_journal.json')
  const { entries, ...rest } = JSON.parse(await readFile(journal, 'utf8')) as { entries: { when: number }[] }
  const next = {
    idx: entries.length,
    version: '7',
    when: entries.at(-1)!.when + 1,
    tag: 'next',
    breakpoints: true,
  }
  await writeFile(journal, JSON.stringify({ ...rest, entries: [...entries, next] }))
  await writeFile(join(migrations, 'next.sql'), `update conversation set title = title || ', since then'`)

  const dataFolder = join(folder.path, 'data')
  await carryOver(old, dataFolder, { ...files, migrations })
  const database = await openDatabase({ dataFolder, log, files: { ...files, migrations } })
  expect(
    await rowsOf(
      database.db,
      sql`select count(*)::int as count from conversation where title like 'title %, since then'`,
    ),
  ).toEqual([{ count: 50 }])
  await database.close()
})

test('a database of Postgres 17 in the place of ours is recognised and left as it is', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await cp(join(old, 'postgres'), join(folder.path, 'postgres'), {
    recursive: true,
    preserveTimestamps: true,
  })
  const before = await photograph(join(folder.path, 'postgres'))
  await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({
    code: 'database_foreign',
    message: expect.stringContaining('docs/upgrading.md'),
  })
  expect(await photograph(join(folder.path, 'postgres'))).toBe(before)
})

test('nothing is carried over a database that is there already, or from a folder that has none', async () => {
  await using full = await makeDataFolder()
  const before = await photograph(join(full.path, 'postgres'))
  await expect(carryOver(old, full.path)).rejects.toMatchObject({ code: 'data_folder' })
  expect(await photograph(join(full.path, 'postgres'))).toBe(before)

  await using nothing = await makeDataFolder({ ready: false })
  await using empty = await makeDataFolder({ ready: false })
  await expect(carryOver(nothing.path, empty.path)).rejects.toMatchObject({ code: 'database' })
  expect(await readdir(empty.path)).not.toContain('postgres')
})
