import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { silentLog as log } from '../../log.ts'
import { rowsOf } from '../database.ts'
import { openDatabase } from '../open.ts'

const holder = new URL('../../../../tests/support/hold-data-folder.ts', import.meta.url)

/** Another process that holds the folder until it is killed. */
async function holdElsewhere(dataFolder: string) {
  const child = fork(holder, [dataFolder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await once(child, 'message')
  return child
}

test('a second process is told who holds the folder and touches nothing; a killed owner locks nobody out', async () => {
  await using folder = await makeDataFolder()
  const owner = await holdElsewhere(folder.path)
  const before = await readFile(join(folder.path, 'owner.json'), 'utf8')
  await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({
    code: 'already_open',
    message: `Hearth is already open (process ${owner.pid})`,
  })
  expect(await readFile(join(folder.path, 'owner.json'), 'utf8')).toBe(before)
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const database = await openDatabase({ dataFolder: folder.path, log })
  await database.close()
})

test('the lock also holds within one process, and opens again after a close', async () => {
  await using folder = await makeDataFolder()
  const first = await openDatabase({ dataFolder: folder.path, log })
  await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({ code: 'already_open' })
  await first.close()
  await (await openDatabase({ dataFolder: folder.path, log })).close()
})

test('a first start makes a database that only its owner can read', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const dataFolder = join(folder.path, 'new')
  const database = await openDatabase({ dataFolder, log })
  await database.close()
  expect((await stat(dataFolder)).mode & 0o777).toBe(0o700)
})

test('a first start that was cut off leaves nothing that looks like a database, and is begun anew', async () => {
  await using folder = await makeDataFolder()
  await rename(join(folder.path, 'postgres'), join(folder.path, 'postgres.new'))
  await rm(join(folder.path, 'postgres.new', 'base'), { recursive: true })
  const database = await openDatabase({ dataFolder: folder.path, log })
  expect(await rowsOf(database.db, sql`select count(*)::int as count from message`)).toEqual([{ count: 0 }])
  await database.close()
  await expect(stat(join(folder.path, 'postgres.new'))).rejects.toThrow('ENOENT')
})

test.each([['global/pg_control'], ['base']])(
  'a folder without its %s is told, left as it is, and not locked',
  async (part) => {
    await using folder = await makeDataFolder()
    await rm(join(folder.path, 'postgres', part), { recursive: true })
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({
        code: 'database_damaged',
      })
    }
    expect((await stat(join(folder.path, 'postgres', 'PG_VERSION'))).size).toBeGreaterThan(0)
  },
)

test('a full folder without PG_VERSION is never taken for a new one', async () => {
  await using folder = await makeDataFolder()
  await rm(join(folder.path, 'postgres', 'PG_VERSION'))
  await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({
    code: 'database_damaged',
  })
  expect((await stat(join(folder.path, 'postgres', 'global', 'pg_control'))).size).toBeGreaterThan(0)
})

test('a folder that a newer version wrote is left alone', async () => {
  await using folder = await makeDataFolder()
  const database = await openDatabase({ dataFolder: folder.path, log })
  await database.db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('from the future', 9999999999999)`,
  )
  await database.close()
  await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({
    code: 'database_newer',
    message: expect.stringContaining('newer version'),
  })
})

test('a place that cannot be a folder is named in the error', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await writeFile(join(folder.path, 'file'), '')
  const dataFolder = join(folder.path, 'file', 'data')
  await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({
    code: 'data_folder',
    message: expect.stringContaining(dataFolder),
  })
})

test('a query that never ends is ended and told, and what waited behind it is answered by a new thread', async () => {
  await using folder = await makeDataFolder()
  const database = await openDatabase({ dataFolder: folder.path, log, patienceMs: 1_500 })
  const endless = database.db.execute(sql`select count(*) from generate_series(1, 100000000000)`)
  const behind = rowsOf(database.db, sql`select 1 as one`)
  await expect(endless).rejects.toMatchObject({ cause: { code: 'database' } })
  expect(await behind).toEqual([{ one: 1 }])
  await database.close()
})
