import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { askServer, makeDatabase } from '../../../../tests/support/postgres-server.ts'
import { silentLog as log } from '../../log.ts'
import { rowsOf, type OpenDatabase } from '../database.ts'
import { openServer } from './open.ts'
import { makeReader, planReader, tryReader, type ReaderRole } from './reader-role.ts'

let databaseUrl: string
let reader: ReaderRole
let store: OpenDatabase
const never = new AbortController().signal
const ask = (question: string, signal = never) => store.ask!(question, signal)
const admin = (statement: string) => askServer(databaseUrl, statement)

beforeAll(async () => {
  databaseUrl = await makeDatabase(inject('databaseServer')!)
  await (await openServer({ databaseUrl, log })).close()
  reader = planReader(databaseUrl)
  await makeReader(databaseUrl, reader)
  const { databaseReadUrl } = reader
  store = await openServer({ databaseUrl, databaseReadUrl, log, longestQuestionMs: 600_000 })
  await store.db.execute(
    sql`insert into conversation (title, num_ctx) select 'talk ' || n, 1 from generate_series(1, 300) n`,
  )
})
afterAll(() => store?.close())

/** What the database is in the end, whatever was asked of it: its rows, its tables, its roles' rights. */
const titles = async (): Promise<number> => {
  const rows = await rowsOf<{ n: number }>(store.db, sql`select count(*)::int as n from conversation`)
  return rows[0]?.n ?? 0
}
const connections = () =>
  admin(`select query from pg_stat_activity where usename = '${reader.role}' and query not like 'rollback%'`)
const asApp = async (): Promise<Client> => {
  const client = new Client(databaseUrl)
  await client.connect()
  return client
}

test('a question is answered, its rows and their length bounded, and its connection gone', async () => {
  expect(await ask('select count(*) as talks, min(title) from conversation -- all of them')).toEqual({
    rows: ['{"talks":300,"min":"talk 1"}'],
    cut: false,
  })
  const all = await ask(`select title, repeat('x', 100000) from conversation, generate_series(1, 10000000)`)
  expect([all.rows.length, all.cut, all.rows[0]?.length]).toEqual([200, true, 2_000])
  await expect.poll(connections, { timeout: 30_000 }).toEqual([])
})

test.each([
  'delete from conversation',
  'select 1; drop table conversation',
  'commit; drop table conversation',
  'select 1) as a; delete from conversation; --',
  // Out of the brackets, and of the limit.
  `select 1) as answer union all select repeat('x', 100000) from generate_series(1, 1000000) --`,
  'select 1 /*',
  `select 'x`,
  'with gone as (delete from conversation returning 1) select * from gone',
  'select * from conversation for update',
  'select * into copied from conversation',
  `select set_config('role', (select rolname from pg_roles where rolsuper limit 1), false)`,
  `select set_config('session_authorization', (select rolname from pg_roles where rolsuper limit 1), false)`,
  `select set_config('transaction_read_only', 'off', false)`,
  `select query_to_xml('delete from conversation', true, true, '')`,
  `select query_to_xml('commit', true, true, '')`,
  `select pg_read_file('/etc/passwd')`,
  `select pg_ls_dir('.')`,
  `select lo_import('/etc/passwd')`,
  `select lo_export(1, '/tmp/taken')`,
  `select * from dblink('dbname=postgres', 'select 1') as t(a int)`,
  'select * from pg_authid',
  'select * from folder_grant',
  'select * from drizzle.__drizzle_migrations',
  `select nextval('drizzle.__drizzle_migrations_id_seq')`,
  `select pg_reload_conf()`,
  'select no_such_thing',
  '',
])('%j is refused by Postgres', async (question) => {
  await expect(ask(question)).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await titles()).toBe(300)
})

test('of what others do it sees nothing, and it ends none of it', async () => {
  const app = await asApp()
  await app.query(`select 'a secret of the app'`)
  const seen = await ask('select query from pg_stat_activity')
  expect(seen.rows.join()).not.toContain('a secret')
  expect(seen.rows.join()).toContain('insufficient privilege')
  for (const end of ['pg_terminate_backend', 'pg_cancel_backend'])
    await expect(
      ask(`select ${end}(pid) from pg_stat_activity where usename = 'hearth'`),
    ).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('must be a') })
  await app.query('select 1')
  await app.end()
  // Its own connection it may end: then it has no answer, and the next one has.
  await expect(ask('select pg_terminate_backend(pg_backend_pid())')).rejects.toMatchObject({
    code: 'action_failed',
    message: expect.stringContaining('ended this question'),
  })
  expect((await ask('select 1 as one')).rows).toEqual(['{"one":1}'])
})

test('nothing that it can do lasts: notes to other apps, large objects, settings, locks', async () => {
  const app = await asApp()
  const notes: unknown[] = []
  app.on('notification', (note) => notes.push(note))
  await app.query('listen hearth')
  await ask(`select pg_notify('hearth', '{"app":"x","change":{"type":"everything"}}')`)
  await ask(`select lo_from_bytea(424242, 'x')`).catch(() => null)
  await ask(`select set_config('statement_timeout', '0', false)`)
  const claimed = randomUUID()
  const key = `hashtextextended('hearth conversation ${claimed}', 0)`
  const stopping = new AbortController()
  const holding = ask(`select pg_advisory_lock(${key}), pg_sleep(500)`, stopping.signal).catch(() => null)
  await expect
    .poll(
      () =>
        admin(
          `select from pg_locks l join pg_stat_activity a using (pid) where locktype = 'advisory' and a.usename = '${reader.role}'`,
        ),
      { timeout: 30_000 },
    )
    .toHaveLength(1)
  // As another app would have it: told as that, and for no longer than the question takes.
  expect(await store.shared!.claim(claimed)).toBeNull()
  stopping.abort()
  await holding
  const mine = async () => (await store.shared!.claim(claimed)) !== null
  await expect.poll(mine, { timeout: 30_000 }).toBe(true)
  await app.query(`select pg_notify('hearth', 'last')`)
  expect(notes).toMatchObject([{ payload: 'last' }])
  expect((await app.query('select from pg_largeobject_metadata')).rowCount).toBe(0)
  await app.end()
})

test('one that takes too long is given up, also when it says that it has no limit', async () => {
  const { databaseReadUrl } = reader
  const hasty = await openServer({ databaseUrl, databaseReadUrl, log, longestQuestionMs: 1_000 })
  for (const question of [
    `select set_config('statement_timeout', '0', true), pg_sleep(1000)`,
    'select count(*) from generate_series(1, 1000000000000)',
  ])
    await expect(hasty.ask!(question, never)).rejects.toMatchObject({
      code: 'action_failed',
      message: 'This took longer than 1 seconds and was given up.',
    })
  await hasty.close()
  await expect.poll(connections, { timeout: 30_000 }).toEqual([])
})

test('one that is stopped ends on the server, too', async () => {
  const stopping = new AbortController()
  const asking = ask('select pg_sleep(500)', stopping.signal).catch((error: unknown) => error)
  await expect
    .poll(connections, { timeout: 30_000 })
    .toMatchObject([{ query: expect.stringContaining('sleep') }])
  stopping.abort()
  expect(await asking).toMatchObject({ code: 'cancelled' })
  await expect.poll(connections, { timeout: 30_000 }).toEqual([])
  await expect(ask('select 1', stopping.signal)).rejects.toMatchObject({ code: 'cancelled' })
})

test('a failure is told in few words, however long a question makes it', async () => {
  const refused = await ask(`select repeat('y', 1000000)::int`).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'invalid_input' })
  expect((refused as Error).message.length).toBeLessThan(2_000)
  await expect(ask(`select repeat('y', 40000000)::int`)).rejects.toMatchObject({
    code: 'action_failed',
    message: expect.stringContaining('too long'),
  })
})

test('what is deleted or temporary is not there for it, nor what was said and remembered in it', async () => {
  await store.db.execute(sql`
    with gone as (
      insert into conversation (title, num_ctx, deleted_at, temporary)
      values ('deleted', 1, now(), false), ('secret', 1, null, true) returning id
    ), said as (
      insert into message (conversation_id, role, content) select id, 'user', 'between us' from gone
    )
    insert into conversation_context (conversation_id, context_type, context_key, context_value)
    select id, 'project', 'hidden', '"here"' from gone`)
  const { rows } = await ask(`select (select count(*) from conversation) as talks,
    (select count(*) from message) as said, (select count(*) from conversation_context) as known`)
  expect(rows).toEqual(['{"talks":300,"said":0,"known":0}'])
  expect(await titles()).toBe(302)
  await store.db.execute(sql`delete from conversation where title in ('deleted', 'secret')`)
})

/** Each with what gives it, what takes it back, and what is said of it. */
const tooMuch: readonly (readonly [string, string, RegExp])[] = [
  ['alter role R superuser', 'alter role R nosuperuser', /marked SUPERUSER/],
  ['alter role R createrole', 'alter role R nocreaterole', /marked CREATEROLE/],
  ['alter role R createdb', 'alter role R nocreatedb', /marked CREATEDB/],
  ['alter role R replication', 'alter role R noreplication', /marked REPLICATION/],
  ['alter role R bypassrls', 'alter role R nobypassrls', /marked BYPASSRLS/],
  ['grant pg_read_server_files to R', 'revoke pg_read_server_files from R', /member of pg_read_server_files/],
  ['grant hearth to R', 'revoke hearth from R', /member of hearth/],
  ['grant create on database D to R', 'revoke create on database D from R', /make schemas/],
  ['grant create on schema public to public', 'revoke create on schema public from public', /schema public/],
  ['grant truncate on message to public', 'revoke truncate on message from public', /change public\.message/],
  [
    'grant update (title) on conversation to R',
    'revoke update (title) on conversation from R',
    /public\.conversation/,
  ],
  ['grant select on reminder to R', 'revoke select on reminder from R', /may read public\.reminder/],
  [
    'grant execute on function pg_read_file(text) to R',
    'revoke execute on function pg_read_file(text) from R',
    /call pg_catalog\.pg_read_file/,
  ],
  [
    `create function wipe() returns void security definer language sql as 'delete from message'`,
    'drop function wipe',
    /call public\.wipe/,
  ],
  [
    'alter table message disable row level security',
    'alter table message enable row level security',
    /sees what is deleted or temporary in public\.message/,
  ],
  ['revoke select on message from R', 'grant select on message to R', /may not read message/],
]

test.each(tooMuch)('a role is refused after: %s', async (give, take, sentence) => {
  const named = (statement: string): string =>
    statement.replace(/\bR\b/, `"${reader.role}"`).replace(/\bD\b/, new URL(databaseUrl).pathname.slice(1))
  await admin(named(give))
  const refused = { code: 'forbidden', message: expect.stringMatching(sentence) }
  await expect(ask('select 1')).rejects.toMatchObject(refused)
  await expect(tryReader(reader)).rejects.toMatchObject(refused)
  await admin(named(take))
  await tryReader(reader)
})

test('the app’s own role, another database, a wrong password and an address that is none are told apart', async () => {
  const other = await makeDatabase(inject('databaseServer')!)
  await (await openServer({ databaseUrl: other, log })).close()
  const elsewhere = planReader(other)
  await makeReader(other, elsewhere)
  for (const [databaseReadUrl, code, sentence] of [
    [databaseUrl, 'forbidden', /names hearth, as whom Hearth writes/],
    [elsewhere.databaseReadUrl, 'forbidden', /another database than DATABASE_URL/],
    [planReader(databaseUrl).databaseReadUrl, 'database_unreachable', /password in DATABASE_READ_URL/],
  ] as const) {
    const opened = await openServer({ databaseUrl, databaseReadUrl, log })
    const message = expect.stringMatching(sentence)
    await expect(opened.ask!('select 1', never)).rejects.toMatchObject({ code, message })
    await opened.close()
  }
  await expect(openServer({ databaseUrl, databaseReadUrl: 'hunter2', log })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/^DATABASE_READ_URL is not/),
  })
})
