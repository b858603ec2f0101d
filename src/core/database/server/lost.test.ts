import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { askServer, startPostgres, type PostgresServer } from '../../../../tests/support/postgres-server.ts'
import type { AppError } from '../../../shared/errors.ts'
import { silentLog as log } from '../../log.ts'
import { rowsOf, type OpenDatabase } from '../database.ts'
import type { Change } from '../shared-store.ts'
import { openServer } from './open.ts'

/** A server of this file's own, to be stopped and started. */
let server: PostgresServer
beforeAll(async () => {
  if (inject('databaseServer') !== null) server = await startPostgres()
})
afterAll(() => server[Symbol.asyncDispose]())

interface Watched extends OpenDatabase, AsyncDisposable {
  readonly databaseUrl: string
  /** What it has told of itself, in order: `lost` and `back`. */
  readonly told: string[]
  readonly changes: Change[]
}

async function openStore(databaseUrl?: string): Promise<Watched> {
  const url = databaseUrl ?? (await server.makeDatabase())
  const store = await openServer({ databaseUrl: url, log })
  const told: string[] = []
  const changes: Change[] = []
  const onTrouble = (error: AppError | null): void => void told.push(error ? 'lost' : 'back')
  store.shared!.onTrouble(onTrouble)
  store.shared!.onChange((change) => changes.push(change))
  return { ...store, databaseUrl: url, told, changes, [Symbol.asyncDispose]: () => store.close() }
}

const kill = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`
const killAll = (url: string): Promise<unknown> => askServer(url, kill)
const removed = ({ changes }: Watched): string[] =>
  changes.flatMap((change) => (change.type === 'messages.removed' ? change.ids : []))

/** The same by another process, so that nothing here has heard of it when this returns. */
function killUnnoticed(url: string): void {
  const script = `
    import { Client } from 'pg'
    const client = new Client(process.env.URL)
    await client.connect()
    await client.query(process.env.KILL)
    await client.end()`
  const env = { ...process.env, URL: url, KILL: kill }
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env })
  expect(status).toBe(0)
}

const one = (store: OpenDatabase): Promise<unknown> => rowsOf(store.db, sql`select 1 as one`)
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 })

test('connections that the server ends while nothing runs are reported and made anew', async () => {
  await using store = await openStore()
  await one(store)
  await killAll(store.databaseUrl)
  await eventually(() => store.told).toEqual(['lost', 'back'])
  expect(await one(store)).toEqual([{ one: 1 }])
  // It may have missed what others did.
  expect(store.changes).toContainEqual({ type: 'everything' })
})

test('a statement whose connection is lost says so, a transaction leaves nothing, and the next one works', async () => {
  await using store = await openStore()
  await rowsOf(store.db, sql`create table tried (n int)`)
  const under = store.db.transaction(async (tx) => {
    await rowsOf(tx, sql`insert into tried values (1)`)
    await killAll(store.databaseUrl)
    await rowsOf(tx, sql`insert into tried values (2)`)
  })
  await expect(under).rejects.toMatchObject({
    cause: { code: 'database_unreachable', message: expect.stringContaining('was lost') },
  })
  await eventually(() => store.told.at(-1)).toBe('back')
  expect(await rowsOf(store.db, sql`select * from tried`)).toEqual([])
})

test('transactions that could not even begin keep no connection for good', async () => {
  await using store = await openStore()
  const work = (): Promise<unknown> => store.db.transaction((tx) => rowsOf(tx, sql`select 1 as one`))
  // Of several connections that were ended, it may get another whose end was not noticed yet.
  const works = (): Promise<unknown> => eventually(() => work().catch(() => null)).toEqual([{ one: 1 }])
  for (let round = 0; round < 6; round += 1) {
    await works()
    killUnnoticed(store.databaseUrl)
    await expect(work()).rejects.toMatchObject({ cause: { code: 'database_unreachable' } })
  }
  await works()
})

test.each(['fast', 'immediate'] as const)(
  'a server that stops (%s) is reported at once, and when it is there again all goes on without a restart',
  async (how) => {
    await using store = await openStore()
    await one(store)
    await server.stop(how)
    // Told again with each try that fails, of which there may have been several by now.
    await eventually(() => new Set(store.told)).toEqual(new Set(['lost']))
    await expect(one(store)).rejects.toMatchObject({
      cause: { code: 'database_unreachable', message: expect.stringContaining('Nothing answers') },
    })
    await expect(store.shared!.claim(randomUUID())).rejects.toMatchObject({ code: 'database_unreachable' })
    await server.start()
    expect(await one(store)).toEqual([{ one: 1 }])
    await eventually(() => store.told.at(-1)).toBe('back')
    expect(await store.shared!.claim(randomUUID())).toBeTypeOf('function')
  },
)

test('what an app announces while its connection is lost is told when it is back', async () => {
  await using first = await openStore()
  await using second = await openStore(first.databaseUrl)
  const announced = Array.from({ length: 3 }, () => ({ type: 'conversation', id: randomUUID() }) as const)
  await askServer(
    first.databaseUrl,
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
    [`hearth ${first.shared!.appId}`],
  )
  for (const change of announced) first.shared!.announce(change)
  await eventually(() => second.changes).toEqual(announced)
  expect(first.told).toEqual(['lost', 'back'])
  expect(first.changes).toEqual([{ type: 'everything' }])
})

test('a long list comes in pieces, and what only a newer Hearth understands means that anything may have changed', async () => {
  await using first = await openStore()
  await using second = await openStore(first.databaseUrl)
  const ids = Array.from({ length: 250 }, () => randomUUID())
  first.shared!.announce({ type: 'messages.removed', conversationId: randomUUID(), ids })
  await eventually(() => removed(second)).toEqual(ids)
  second.changes.length = 0
  await rowsOf(first.db, sql`select pg_notify('hearth', '{"app":"x","change":{"type":"unheard of"}}')`)
  await eventually(() => second.changes.length).toBe(1)
  expect(second.changes).toEqual([{ type: 'everything' }])
})

test('a conversation stays one app’s over a lost connection, and is anybody’s when the app is gone', async () => {
  await using first = await openStore()
  const id = randomUUID()
  {
    await using second = await openStore(first.databaseUrl)
    expect(await second.shared!.claim(id)).toBeTypeOf('function')
    await killAll(first.databaseUrl)
    await eventually(() => [first.told.at(-1), second.told.at(-1)]).toEqual(['back', 'back'])
    expect(await first.shared!.claim(id)).toBeNull()
    expect(await first.shared!.living([second.shared!.appId, randomUUID()])).toEqual(
      new Set([second.shared!.appId]),
    )
  }
  await eventually(() => first.shared!.claim(id)).toBeTypeOf('function')
})

test('an app that closes while the server is away does so', async () => {
  const store = await openStore()
  await server.stop()
  store.shared!.announce({ type: 'everything' })
  await expect(store.close()).resolves.toBeUndefined()
  await server.start()
})
