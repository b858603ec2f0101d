import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { addMessages, countMessages, fileOf } from '../../../../tests/support/fill-database.ts'
import { makeLaterMigrations } from '../../../../tests/support/migrations.ts'
import { silentLog as log } from '../../log.ts'
import { openRecovery } from '../../recovery.ts'
import { changeEarly } from '../../early-settings.ts'
import { sourceFiles } from '../../store-files.ts'
import type { OpenDatabase } from '../database.ts'
import { openDatabase } from '../open.ts'
import { makeSnapshot } from './make.ts'
import type { Snapshots } from './snapshots.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let database: OpenDatabase
let snapshots: Snapshots
let now: Date
const clock = { now: () => now, monotonic: () => performance.now() }
const shelf = (): string => join(folder.path, 'snapshots')

// Each works on whole copies of a database.
vi.setConfig({ testTimeout: 300_000 })

beforeEach(async () => {
  now = new Date('2026-11-24T18:30:00.000Z')
  folder = await makeDataFolder()
  await reopen()
})

afterEach(async () => {
  await database.close()
  await folder[Symbol.asyncDispose]()
})

async function reopen(): Promise<void> {
  database = await openDatabase({ dataFolder: folder.path, log, clock })
  snapshots = database.snapshots!
}

async function withRecovery<T>(work: (recovery: Awaited<ReturnType<typeof openRecovery>>) => Promise<T>) {
  await database.close()
  try {
    await using recovery = await openRecovery({ dataFolder: folder.path, log, clock })
    return await work(recovery)
  } finally {
    await reopen()
  }
}

test('a snapshot says what it holds, and a restore brings it back and keeps what was there', async () => {
  const id = await addMessages(database.db, 300)
  await database.db.execute(
    sql`insert into conversation_context (conversation_id, context_type, context_key, context_value) values (${id}, 'domain', 'k', '1')`,
  )
  const made = await snapshots.make('asked')
  const { size } = await stat(join(shelf(), `${made.id}.tar.gz`))
  expect(made).toEqual({
    id: '2026-11-24T18-30-00-000Z',
    createdAt: '2026-11-24T18:30:00.000Z',
    reason: 'asked',
    conversations: 1,
    messages: 300,
    contexts: 1,
    lastMessageAt: '2026-03-01T00:04:59.000Z',
    bytes: size,
  })
  expect(await snapshots.list()).toEqual([made])
  expect((await stat(shelf())).mode & 0o777).toBe(0o700)
  expect((await readdir(shelf())).toSorted()).toEqual([`${made.id}.json`, `${made.id}.tar.gz`])

  await addMessages(database.db, 50)
  now = new Date('2026-11-25T08:00:00.000Z')
  const { keptAs } = await withRecovery((recovery) => recovery.restore(made.id))
  expect(keptAs).toBe('postgres.before-restore-2026-11-25T08-00-00')
  expect(await countMessages(database.db)).toBe(300)
  await addMessages(database.db, 1)
  expect((await snapshots.list()).map(({ reason, messages }) => [reason, messages])).toEqual([
    ['restore', 350],
    ['asked', 300],
  ])
  // The folder that was put aside is whole: it opens in the place of the other one.
  expect(await readFile(join(folder.path, keptAs!, 'PG_VERSION'), 'utf8')).toBe('18\n')
  const folders = (await readdir(folder.path)).filter((name) => name.startsWith('postgres'))
  expect(folders.toSorted()).toEqual(['postgres', keptAs])
})

test('what was written since the last one is in the next, also in the same moment', async () => {
  const ids: string[] = []
  for (let number = 1; number <= 2; number += 1) {
    await addMessages(database.db, 10)
    const made = await snapshots.make('asked')
    expect([made.conversations, made.messages]).toEqual([number, number * 10])
    ids.push(made.id)
  }
  // Set back a year: still the newest.
  now = new Date('2025-11-24T18:30:00.000Z')
  const last = await snapshots.make('asked')
  expect((await snapshots.list()).map(({ id }) => id)).toEqual([last.id, ...ids.toReversed()])
  expect([last.createdAt, last.lastMessageAt]).toEqual([
    '2025-11-24T18:30:00.000Z',
    '2026-03-01T00:00:09.000Z',
  ])
})

test('the database goes on while one is made', async () => {
  await addMessages(database.db, 2_000)
  const making = snapshots.make('asked')
  let written = 0
  for (let done = false; !done;) {
    await addMessages(database.db, 1)
    written += 1
    done = await Promise.race([making.then(() => true), new Promise<false>((go) => setImmediate(go, false))])
  }
  const { id, messages } = await making
  expect(messages).toBeLessThanOrEqual(2_000 + written)
  expect(await countMessages(database.db)).toBe(2_000 + written)
  await withRecovery((recovery) => recovery.restore(id))
  expect(await countMessages(database.db)).toBe(messages)
})

test('the oldest go when a new one is made, as many as were chosen', async () => {
  await changeEarly({ dataFolder: folder.path, log, clock }, { snapshotsKept: 1 })
  await snapshots.make('asked')
  now = new Date('2026-11-25T18:30:00.000Z')
  const newest = await snapshots.make('asked')
  expect(await snapshots.list()).toEqual([newest])
  expect(await readdir(shelf())).toHaveLength(2)
})

test('while nobody knows how many were chosen, none goes', async () => {
  const { id } = await snapshots.make('asked')
  const [archive, manifest] = [`${id}.tar.gz`, `${id}.json`].map((name) => join(shelf(), name))
  const known: object = JSON.parse(await readFile(manifest!, 'utf8'))
  for (let day = 10; day < 20; day += 1) {
    const older = `2026-10-${day}T00-00-00-000Z`
    await copyFile(archive!, join(shelf(), `${older}.tar.gz`))
    await writeFile(join(shelf(), `${older}.json`), JSON.stringify({ ...known, id: older }))
  }
  await writeFile(join(folder.path, 'settings.json'), '{"snapshotsKept":')
  now = new Date('2026-11-25T18:30:00.000Z')
  await snapshots.make('asked')
  expect(await snapshots.list()).toHaveLength(12)
})

test('one that is given up leaves nothing, and the next is made', async () => {
  await addMessages(database.db, 10)
  const stop = new AbortController()
  const making = snapshots.make('asked', { signal: stop.signal })
  stop.abort()
  await expect(making).rejects.toMatchObject({ code: 'cancelled' })
  expect(await readdir(shelf()).catch(() => [])).toEqual([])
  const next = await snapshots.make('asked')
  expect([next.messages, next.conversations]).toEqual([10, 1])
})

test('a close does not wait for one, and the next opening clears what a crash left', async () => {
  const making = snapshots.make('asked').catch((error: unknown) => error)
  await database.close()
  expect(await making).toMatchObject({ code: 'cancelled' })
  for (const name of ['2026-01-01T00-00-00-000Z.tar.gz', '2026-01-01T00-00-00-000Z.json.partial'])
    await writeFile(join(shelf(), name), '')
  await reopen()
  const made = await snapshots.make('asked')
  expect((await readdir(shelf())).toSorted()).toEqual([`${made.id}.json`, `${made.id}.tar.gz`])
  expect(made).toMatchObject({ conversations: 0, messages: 0, lastMessageAt: null })
})

test('before a migration there is a snapshot; where none can be made, nothing is migrated', async () => {
  await addMessages(database.db, 300)
  const file = join(folder.path, 'postgres', await fileOf(database.db, 'message'))
  await database.close()
  const whole = await readFile(file)
  // A page that nothing reads when it opens.
  await writeFile(
    file,
    whole.map((byte, at) => (at >= 8_192 + 500 && at < 8_192 + 700 ? 0xab : byte)),
  )
  await using later = await makeLaterMigrations('alter table message add column note text')
  const files = { ...sourceFiles(), migrations: later.path }
  await expect(openDatabase({ dataFolder: folder.path, log, files })).rejects.toMatchObject({
    code: 'database_damaged',
    message: expect.stringContaining('no snapshot of it was kept'),
  })
  await writeFile(file, whole)
  // Nothing was migrated: the version before the migration still opens it.
  await reopen()
  expect(await snapshots.list()).toEqual([])
  await database.close()
  database = await openDatabase({ dataFolder: folder.path, log, clock, files })
  // To the version before the migration its own snapshot can be restored.
  expect(await database.snapshots!.list()).toMatchObject([{ reason: 'migration', messages: 300 }])
})

test('a full disk is told, leaves nothing half made, and the app goes on', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
  const shop = { dataFolder: folder.path, files: sourceFiles(), log, clock }
  const making = makeSnapshot(() => Promise.reject(full), 'asked', shop, new AbortController().signal)
  await expect(making).rejects.toMatchObject({ code: 'disk_full' })
  expect(await readdir(shelf())).toEqual([])
  await addMessages(database.db, 1)
})
