import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { systemClock as clock } from '../../clock.ts'
import { silentLog as log } from '../../log.ts'
import { sourceFiles } from '../../store-files.ts'
import { rowsOf, type OpenDatabase } from '../database.ts'
import { openDatabase } from '../open.ts'
import { boundQuestion } from '../question.ts'
import { closedSource } from '../snapshots/sources.ts'
import { lendCopy } from '../snapshots/lend-copy.ts'
import { askCopy } from './ask-copy.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let store: OpenDatabase
const never = new AbortController().signal
const ask = (question: string, signal = never) => store.ask!(question, signal)

beforeAll(async () => {
  folder = await makeDataFolder()
  store = await openDatabase({ dataFolder: folder.path, log })
  await store.db.execute(
    sql`insert into conversation (title, num_ctx) select 'talk ' || n, 1 from generate_series(1, 300) n`,
  )
})
afterAll(async () => {
  await store.close()
  await folder[Symbol.asyncDispose]()
})

const titles = async (): Promise<number> => {
  const rows = await rowsOf<{ n: number }>(store.db, sql`select count(*)::int as n from conversation`)
  return rows[0]?.n ?? 0
}

test('a question is answered from what was said up to now, its rows and their length bounded', async () => {
  expect(await ask('select count(*) as talks, min(title) from conversation -- all of them')).toEqual({
    rows: ['{"talks":300,"min":"talk 1"}'],
    cut: false,
  })
  const all = await ask(`select title, repeat('x', 100000) from conversation`)
  expect([all.rows.length, all.cut, all.rows[0]?.length]).toEqual([200, true, 2_000])
  // What it ran on is thrown away.
  // Where that took long, the snapshot of the day stands there, whole.
  const left = await readdir(join(folder.path, 'snapshots'))
  expect(left.filter((name) => !/^[\dTZ-]+\.(?:json|tar\.gz)$/.test(name))).toEqual([])
})

test('whatever it does, it does to a copy', async () => {
  for (const question of [
    'delete from conversation',
    'select 1) as a; delete from conversation; --',
    'with gone as (delete from conversation returning 1) select * from gone',
    'select no_such_thing',
    '',
  ])
    await expect(ask(question)).rejects.toMatchObject({ code: 'invalid_input' })
  // A function can do what a SELECT may not; Postgres has one that runs any text.
  await ask(`select query_to_xml('delete from conversation', true, true, '')`).catch(() => null)
  await ask(`select pg_terminate_backend(pg_backend_pid())`).catch(() => null)
  expect(await titles()).toBe(300)
})

test('what leaves nothing behind is in no table, file, sample or log that a question can reach', async () => {
  await using other = await makeDataFolder()
  const own = await openDatabase({ dataFolder: other.path, log })
  await own.db.execute(
    sql`insert into conversation (title, num_ctx, temporary, deleted_at)
      values ('hidden', 1, true, null), ('deleted', 1, false, now())`,
  )
  await own.db.execute(
    sql`insert into message (conversation_id, role, content) select id, 'user', 'zqsecret' from conversation`,
  )
  await own.search.ready()
  await own.close()
  const file = `pg_read_binary_file(pg_relation_filepath('message'))`
  const questions = [
    'select text from search.document',
    `select position('zqsecret'::bytea in ${file})`,
    'select name from pg_ls_waldir()',
    'select stavalues1::text from pg_statistic',
    `select set_config('role', 'none', false)`,
    `select set_config('session_authorization', 'default', false), ${file}`,
    `select query_to_xml('reset role', true, true, ''), query_to_xml($$select ${file}$$, true, true, '')`,
    `select lo_import('/etc/passwd')`,
  ]
  const shop = { dataFolder: other.path, files: sourceFiles(), log, clock }
  const source = closedSource(join(other.path, 'postgres'))
  await lendCopy(source, shop, never, async (call) => {
    const seen = await askCopy(call, `select content from message where content like '%zqsecret%'`)
    expect(seen.rows).toEqual([])
    // On the same copy, as it was narrowed: each would be a copy of its own else.
    for (const question of questions)
      await expect(
        call({ kind: 'query', sql: boundQuestion(question), params: [], rowMode: 'object' }),
      ).rejects.toThrow(/permission denied|does not exist|read-only|non-volatile/u)
  })
})

test('one that is stopped ends, and the database goes on', async () => {
  const stopping = new AbortController()
  const asking = ask('select count(*) from generate_series(1, 1000000000000)', stopping.signal)
  setTimeout(() => stopping.abort(), 500)
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' })
  expect(await titles()).toBe(300)
  // Where that took long, the snapshot of the day stands there, whole.
  const left = await readdir(join(folder.path, 'snapshots'))
  expect(left.filter((name) => !/^[\dTZ-]+\.(?:json|tar\.gz)$/.test(name))).toEqual([])
})

test('one that takes too long is given up', async () => {
  await using other = await makeDataFolder()
  const source = closedSource(join(other.path, 'postgres'))
  const shop = { dataFolder: other.path, files: sourceFiles(), log, clock }
  const endless = 'select count(*) from generate_series(1, 1000000000000)'
  const asking = lendCopy(source, shop, never, (call) => askCopy(call, endless), 200)
  await expect(asking).rejects.toMatchObject({
    code: 'action_failed',
    message: 'This took longer than 0.2 seconds and was given up.',
  })
  expect(await readdir(join(other.path, 'snapshots'))).toEqual([])
})
