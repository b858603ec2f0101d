import { randomUUID } from 'node:crypto'
import { connect, createServer, type AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { askServer, makeDatabase } from '../../../../tests/support/postgres-server.ts'
import { silentLog as log } from '../../log.ts'
import { rowsOf, type OpenDatabase } from '../database.ts'
import { findMessage } from '../queries/messages.ts'
import { saveMessage } from '../queries/turns.ts'
import { openServer } from './open.ts'

const newDatabase = (): Promise<string> => makeDatabase(inject('databaseServer')!)

/** A store on a database of its own, closed when the test ends. */
async function openStore(options: { databaseUrl?: string; patienceMs?: number } = {}) {
  const databaseUrl = options.databaseUrl ?? (await newDatabase())
  const store = await openServer({ log, ...options, databaseUrl })
  return { ...store, databaseUrl, [Symbol.asyncDispose]: () => store.close() }
}

const changed = (url: string, change: (url: URL) => void): string => {
  const copy = new URL(url)
  change(copy)
  return copy.href
}

/** What the connections to a database are doing. */
const statements = (url: string): Promise<{ query: string }[]> =>
  askServer(
    url,
    `select query from pg_stat_activity where state = 'active' and backend_type = 'client backend'
       and datname = current_database() and pid <> pg_backend_pid()`,
  )

const sleep = ({ db }: Pick<OpenDatabase, 'db'>): Promise<unknown> => rowsOf(db, sql`select pg_sleep(600)`)

const odd = ['postgres://u:hunter2%@h/d', 'postgres://u%zz:hunter2@h/d', 'postgres://u:hunter2@h/100%']

test.each(['', 'mysql://u:hunter2@h/d', 'hunter2', 'postgres', 'file:///etc/passwd', ...odd])(
  'an address that is none is refused with the name of the variable and without its value (%s)',
  async (databaseUrl) => {
    const refused = await openServer({ databaseUrl, log }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('DATABASE_URL') })
    expect((refused as Error).message).not.toContain('hunter2')
  },
)

test.each<[string, (url: URL) => void, RegExp]>([
  ['nobody is there', (url) => (url.port = '1'), /Nothing answers at 127\.0\.0\.1:1/],
  ['its name is unknown', (url) => (url.hostname = 'nowhere.invalid'), /name in nowhere\.invalid/],
  ['the password is wrong', (url) => (url.password = 'hunter2'), /refused the user hearth/],
  ['the database is not there', (url) => (url.pathname = 'none'), /no database none/],
  ['encryption is asked for in vain', (url) => (url.search = '?sslmode=verify-full'), /encrypted connection/],
])('when %s, that is what is said, and the password never', async (_, change, sentence) => {
  const databaseUrl = changed(inject('databaseServer')!, change)
  const { password } = new URL(databaseUrl)
  const refused = await openServer({ databaseUrl, log }).catch((error: unknown) => error)
  expect(refused).toMatchObject({
    code: 'database_unreachable',
    message: expect.stringMatching(sentence),
  })
  expect((refused as Error).message).not.toContain(password)
})

test('an address without the password that the server wants is refused with that', async () => {
  const databaseUrl = changed(inject('databaseServer')!, (url) => (url.password = ''))
  await expect(openServer({ databaseUrl, log })).rejects.toMatchObject({
    code: 'database_unreachable',
    message: expect.stringContaining('wants a password'),
  })
})

test('a server that is too old is refused with its version, and its database left alone', async () => {
  const databaseUrl = await newDatabase()
  await expect(openServer({ databaseUrl, log, oldest: 99 })).rejects.toMatchObject({
    code: 'database',
    message: expect.stringMatching(/is Postgres \d+\.\d+.*needs Postgres 99/),
  })
  expect(await askServer(databaseUrl, `select 1 from pg_tables where schemaname = 'public'`)).toEqual([])
})

test('a database in which the user may make no tables is refused with what to do', async () => {
  const admin = await newDatabase()
  const user = `guest_${randomUUID().slice(0, 8)}`
  await askServer(admin, `create role ${user} login password 'guest'`)
  const databaseUrl = changed(admin, (url) => Object.assign(url, { username: user, password: 'guest' }))
  await expect(openServer({ databaseUrl, log })).rejects.toMatchObject({
    code: 'database',
    message: expect.stringContaining(`The user ${user} may not do this`),
  })
})

test('a database with a table of another program is refused with that, and the table is left alone', async () => {
  const databaseUrl = await newDatabase()
  await askServer(databaseUrl, `create table message as select 'theirs' as words`)
  await expect(openServer({ databaseUrl, log })).rejects.toMatchObject({
    code: 'database',
    message: expect.stringContaining('tables of another program: relation "message" already exists'),
  })
  expect(await askServer(databaseUrl, 'select * from message')).toEqual([{ words: 'theirs' }])
})

test('whoever holds what a start needs does not make it wait for ever', async () => {
  const databaseUrl = await newDatabase()
  await (await openServer({ databaseUrl, log })).close()
  const other = new Client(databaseUrl)
  await other.connect()
  await other.query('begin')
  await other.query('lock table drizzle.__drizzle_migrations')
  await expect(openServer({ databaseUrl, log, patienceMs: 500 })).rejects.toMatchObject({
    code: 'database',
    message: expect.stringContaining('lock timeout'),
  })
  await other.end()
  await (await openServer({ databaseUrl, log })).close()
})

test('a server that says nothing any more is told, and not waited for', async () => {
  const databaseUrl = await newDatabase()
  const { hostname, port } = new URL(databaseUrl)
  const proxy = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    client.pipe(upstream).on('error', () => {})
    upstream.pipe(client).on('error', () => {})
    client.on('data', (said) => said.includes('server_version') && upstream.unpipe(client))
    client.on('close', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const silent = changed(databaseUrl, (url) => (url.port = String((proxy.address() as AddressInfo).port)))
  await expect(openServer({ databaseUrl: silent, log, patienceMs: 500 })).rejects.toMatchObject({
    code: 'database_unreachable',
  })
  proxy.close()
})

test('a statement that the server’s owner cancels is told as that', async () => {
  await using store = await openStore()
  const slow = sleep(store).catch((error: unknown) => error)
  await expect.poll(() => statements(store.databaseUrl), { timeout: 30_000 }).toHaveLength(1)
  await askServer(
    store.databaseUrl,
    `select pg_cancel_backend(pid) from pg_stat_activity where query like 'select pg_sleep%' and pid <> pg_backend_pid()`,
  )
  expect(await slow).toMatchObject({
    cause: { code: 'database', message: expect.stringContaining('gave up a statement') },
  })
})

test('a server that ends idle sessions does not end the one that listens', async () => {
  const databaseUrl = await newDatabase()
  await askServer(
    databaseUrl,
    `alter database ${new URL(databaseUrl).pathname.slice(1)} set idle_session_timeout = 300`,
  )
  await using store = await openStore({ databaseUrl })
  const told: unknown[] = []
  store.shared!.onTrouble((error) => told.push(error))
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await rowsOf(store.db, sql`select 1 as one`)
  expect(told).toEqual([])
})

test('apps that start at once on a new database migrate it once', async () => {
  const databaseUrl = await newDatabase()
  const stores = await Promise.all(Array.from({ length: 6 }, () => openServer({ databaseUrl, log })))
  const applied = await rowsOf<{ hash: string }>(
    stores[0]!.db,
    sql`select hash from drizzle.__drizzle_migrations`,
  )
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length)
  await Promise.all(stores.map((store) => store.close()))
})

test('a database that a newer Hearth has changed is left alone', async () => {
  const databaseUrl = await newDatabase()
  await (await openServer({ databaseUrl, log })).close()
  await askServer(
    databaseUrl,
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 1)`,
  )
  await expect(openServer({ databaseUrl, log })).rejects.toMatchObject({ code: 'database_newer' })
})

test('whatever the server’s own settings are, values read as from the embedded database', async () => {
  const databaseUrl = await newDatabase()
  const { pathname } = new URL(databaseUrl)
  for (const setting of [`timezone = 'Asia/Kolkata'`, `datestyle = 'German'`, 'search_path = pg_catalog'])
    await askServer(databaseUrl, `alter database ${pathname.slice(1)} set ${setting}`)
  await using store = await openStore({ databaseUrl })
  const now = new Date('1890-03-01T10:00:00.123Z')
  const { message } = await saveMessage(store.db, {
    message: {
      id: randomUUID(),
      conversationId: randomUUID(),
      role: 'user',
      content: '😀',
      messageType: 'text',
      metadata: null,
      now,
    },
    title: 'x',
    model: null,
    numCtx: 1,
  })
  expect(message.createdAt).toBe(now.toISOString())
  expect(await findMessage(store.db, message.id)).toEqual(message)
  expect(
    await rowsOf(store.db, sql`select count(*) as few, 9007199254740993::bigint as many from message`),
  ).toEqual([{ few: 1, many: 9007199254740993n }])
})

test('a read that nobody waits for any more ends on the server, and its connection is used again', async () => {
  await using store = await openStore()
  for (let round = 0; round < 5; round += 1) {
    const leaving = new AbortController()
    const reading = sleep({ db: store.until(leaving.signal) })
    await expect.poll(() => statements(store.databaseUrl), { timeout: 30_000 }).toHaveLength(1)
    leaving.abort()
    await expect(reading).rejects.toMatchObject({ cause: { code: 'cancelled' } })
    await expect.poll(() => statements(store.databaseUrl), { timeout: 30_000 }).toEqual([])
    const { signal } = new AbortController()
    expect(await rowsOf(store.until(signal), sql`select 1 as one`)).toEqual([{ one: 1 }])
  }
})

test('a read that waits is dropped when nobody wants it, and nothing else waits behind reads', async () => {
  await using store = await openStore()
  const leaving = new AbortController()
  const long = Array.from({ length: 4 }, () => sleep({ db: store.until(leaving.signal) }))
  await expect.poll(() => statements(store.databaseUrl), { timeout: 30_000 }).toHaveLength(2)
  expect(await rowsOf(store.db, sql`select 1 as one`)).toEqual([{ one: 1 }])
  leaving.abort()
  for (const outcome of await Promise.allSettled(long))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { cause: { code: 'cancelled' } } })
  await expect.poll(() => statements(store.databaseUrl), { timeout: 30_000 }).toEqual([])
  await expect(sleep({ db: store.until(leaving.signal) })).rejects.toMatchObject({
    cause: { code: 'cancelled' },
  })
})

test('a statement that never ends is given up, and the next one works', async () => {
  await using store = await openStore({ patienceMs: 500 })
  await expect(sleep(store)).rejects.toMatchObject({ cause: { code: 'database_unreachable' } })
  expect(await rowsOf(store.db, sql`select 1 as one`)).toEqual([{ one: 1 }])
})
