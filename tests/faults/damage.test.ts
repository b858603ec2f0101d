import { once } from 'node:events'
import { fork } from 'node:child_process'
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { rowsOf, type OpenDatabase } from '../../src/core/database/database.ts'
import { takeLock } from '../../src/core/database/embedded/lock.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { findAppError } from '../../src/shared/errors.ts'
import { copyFolder, makeDataFolder } from '../support/data-folder.ts'
import { contentsOf } from '../support/folder-contents.ts'
import { mountSmallDisk, noSmallDisk } from './small-disk.ts'

const rows = 600
const page = 8_192
let sound: Awaited<ReturnType<typeof makeDataFolder>>
/** The files of the table and of its indexes, below the folder of the cluster. */
let files: { message: string; key: string; byConversation: string }

beforeAll(async () => {
  sound = await makeDataFolder()
  const { db, close } = await openDatabase({ dataFolder: sound.path, log })
  await db.execute(sql`insert into conversation (id, title, num_ctx)
    select gen_random_uuid(), 'No. ' || n, 1 from generate_series(1, 3) n`)
  await db.execute(sql`insert into message (conversation_id, role, content, created_at)
    select id, 'user', repeat(md5(n::text), 20), now() + n * interval '1 second'
    from (select id from conversation limit 1) c, generate_series(1, ${rows}::int) n`)
  // Whoever reads rows first notes in their pages that they are committed. From here on reading changes nothing.
  for (const table of ['conversation', 'message']) await db.execute(sql.raw(`select count(*) from ${table}`))
  const [found] = await rowsOf<typeof files>(
    db,
    sql`select pg_relation_filepath('message') as message, pg_relation_filepath('message_pkey') as key,
      pg_relation_filepath('message_by_conversation') as "byConversation"`,
  )
  files = found!
  await close()
})
afterAll(() => sound[Symbol.asyncDispose]())

/** A copy of the sound folder. */
async function copy(): Promise<{ dataFolder: string; cluster: string }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-damaged-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
  copyFolder(sound.path, dataFolder)
  return { dataFolder, cluster: join(dataFolder, 'postgres') }
}

async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(bytes, 0, bytes.length, at)
  await handle.close()
}

async function zero(file: string): Promise<void> {
  await overwrite(file, 0, Buffer.alloc((await stat(file)).size))
}

const garbage = (length: number): Buffer => Buffer.alloc(length, 'garbage')
const removed = (path: string) => (cluster: string) => rm(join(cluster, path), { recursive: true })
const emptied = (path: string) => async (cluster: string) => {
  for (const file of await readdir(join(cluster, path)))
    await rm(join(cluster, path, file), { recursive: true })
}
const holding = (path: string, text: string) => (cluster: string) => writeFile(join(cluster, path), text)

type Damage = readonly [how: string, code: string, damage: (cluster: string) => Promise<unknown>]

const refused: readonly Damage[] = [
  ['PG_VERSION is missing', 'database_damaged', removed('PG_VERSION')],
  ['PG_VERSION is empty', 'database_damaged', holding('PG_VERSION', '')],
  ['PG_VERSION is garbage', 'database_damaged', holding('PG_VERSION', '\0\u{1F525}')],
  [
    'PG_VERSION is a folder',
    'database_damaged',
    async (at) => {
      await rm(join(at, 'PG_VERSION'))
      await mkdir(join(at, 'PG_VERSION'))
    },
  ],
  ['PG_VERSION is of Postgres 17', 'database_foreign', holding('PG_VERSION', '17\n')],
  ['pg_control is missing', 'database_damaged', removed('global/pg_control')],
  ['pg_control is zeroed', 'database_damaged', (cluster) => zero(join(cluster, 'global/pg_control'))],
  ['pg_control is empty', 'database_damaged', holding('global/pg_control', '')],
  ['pg_control is cut short', 'database_damaged', (at) => truncate(join(at, 'global/pg_control'), 100)],
  [
    'pg_control has a wrong byte',
    'database_damaged',
    (at) => overwrite(join(at, 'global/pg_control'), 40, garbage(8)),
  ],
  ['pg_wal is missing', 'database_damaged', removed('pg_wal')],
  ['pg_wal is empty', 'database_damaged', emptied('pg_wal')],
  [
    'pg_wal has no log any more',
    'database_damaged',
    async (cluster) => {
      for (const file of await readdir(join(cluster, 'pg_wal')))
        if (/^[\dA-F]{24}$/.test(file)) await rm(join(cluster, 'pg_wal', file))
    },
  ],
  ['base is missing', 'database_damaged', removed('base')],
  ['base is empty', 'database_damaged', emptied('base')],
  ['global is missing', 'database_damaged', removed('global')],
  ['pg_xact is missing', 'database_damaged', removed('pg_xact')],
]

test.each(refused)('a folder where %s is refused with %s, and left as it is', async (_, code, damage) => {
  const { dataFolder, cluster } = await copy()
  await damage(cluster)
  const before = await contentsOf(cluster)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('Nothing was changed.'),
    })
  }
  expect(await contentsOf(cluster)).toEqual(before)
  takeLock(dataFolder).release()
})

const refusedOnceRead: readonly Damage[] = [
  [
    'the table of messages is cut short',
    'database_damaged',
    (at) => truncate(join(at, files.message), 3 * page),
  ],
  ['the table of messages is empty', 'database_damaged', (at) => truncate(join(at, files.message), 0)],
  ['the table of messages is gone', 'database_damaged', (at) => rm(join(at, files.message))],
  ['an index is zeroed', 'database_damaged', (at) => zero(join(at, files.key))],
  ['an index is cut short', 'database_damaged', (at) => truncate(join(at, files.byConversation), page)],
]

test.each(refusedOnceRead)(
  'a folder where %s is refused with %s before anything is written to a table',
  async (_, code, damage) => {
    const { dataFolder, cluster } = await copy()
    await damage(cluster)
    const before = await contentsOf(join(cluster, 'base'))
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({
        code,
        message: expect.stringContaining('Nothing was changed.'),
      })
    }
    expect(await contentsOf(join(cluster, 'base'))).toMatchObject(before)
    takeLock(dataFolder).release()
  },
)

async function countMessages({ db }: OpenDatabase): Promise<number | undefined> {
  const [row] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from message`)
  return row?.count
}

test('a page of garbage is told to the query that needs it, and to no other', async () => {
  const { dataFolder, cluster } = await copy()
  await overwrite(join(cluster, files.message), 10 * page, garbage(page))
  const database = await openDatabase({ dataFolder, log })
  const outcome = await countMessages(database).catch((error: unknown) => findAppError(error))
  expect(outcome).toMatchObject({ code: 'database_damaged', message: expect.stringContaining('snapshot') })
  expect(await rowsOf(database.db, sql`select count(*)::int as count from conversation`)).toEqual([
    { count: 3 },
  ])
  await database.db.execute(sql`insert into conversation (title, num_ctx) values ('after', 1)`)
  await database.close()
})

test('of a table too large to be counted each time it is seen that it was longer when it was vacuumed', async () => {
  const { dataFolder, cluster } = await copy()
  const first = await openDatabase({ dataFolder, log })
  await first.db.execute(sql`insert into message (conversation_id, role, content)
    select conversation_id, 'user', content from message, generate_series(1, 16)`)
  await first.db.execute(sql`vacuum (analyze) message`)
  await first.close()
  await (await openDatabase({ dataFolder, log })).close()
  const { size } = await stat(join(cluster, files.message))
  expect(size / page).toBeGreaterThan(512)
  await truncate(join(cluster, files.message), size - page)
  await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({ code: 'database_damaged' })
})

test('a link to a disk that is not there is no first start: it is told, and stays', async () => {
  const { dataFolder, cluster } = await copy()
  const disk = join(dataFolder, 'disk')
  await rename(cluster, disk)
  await symlink(disk, cluster)
  await (await openDatabase({ dataFolder, log })).close()
  await rename(disk, `${disk}-unplugged`)
  await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({ code: 'database_damaged' })
  await rename(`${disk}-unplugged`, disk)
  const database = await openDatabase({ dataFolder, log })
  expect(await countMessages(database)).toBe(rows)
  await database.close()
})

test.each([
  ['a table was dropped', 'database_damaged', 'drop table message cascade'],
  ['the list of migrations was dropped', 'database', 'drop table drizzle.__drizzle_migrations'],
  ['the list of migrations was emptied', 'database', 'delete from drizzle.__drizzle_migrations'],
])('a database where %s is refused with %s, so that recovery is offered', async (_, code, statement) => {
  const { dataFolder } = await copy()
  const first = await openDatabase({ dataFolder, log })
  await first.db.execute(sql.raw(statement))
  await first.close()
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('Nothing was changed.'),
    })
  }
})

test.each([
  [
    'another process of Postgres left its postmaster.pid',
    holding('postmaster.pid', `${process.pid}\n/elsewhere\n`),
  ],
  ['a temporary file was left', holding('base/pgsql_tmp', '')],
])('a folder where %s opens with every row', async (_, change) => {
  const { dataFolder, cluster } = await copy()
  await change(cluster)
  const database = await openDatabase({ dataFolder, log })
  expect(await countMessages(database)).toBe(rows)
  await database.close()
})

describe.skipIf(noSmallDisk)(`as another user${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  test('a disk that cannot be written is told, with what to do, and left as it is', async () => {
    await using disk = await mountSmallDisk(150)
    copyFolder(sound.path, disk.path)
    disk.makeReadOnly()
    const before = await contentsOf(disk.path)
    await expect(openDatabase({ dataFolder: disk.path, log })).rejects.toMatchObject({
      code: 'data_folder',
      message: expect.stringContaining('Make it writable'),
    })
    expect(await contentsOf(disk.path)).toEqual(before)
  })

  test.each([0o700, 0o755])(
    'a folder of another user with mode %o is told, and left as it is',
    async (mode) => {
      const { dataFolder, cluster } = await copy()
      await chmod(dataFolder, mode)
      const before = await contentsOf(cluster)
      const starter = fork(new URL('start-on-command.ts', import.meta.url))
      starter.send({ open: dataFolder, as: 65_534 })
      const [answer] = (await once(starter, 'message')) as [unknown]
      starter.kill()
      expect(answer).toBe('data_folder')
      expect(await contentsOf(cluster)).toEqual(before)
    },
  )
})
