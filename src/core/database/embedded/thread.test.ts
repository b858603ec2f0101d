import { getEventListeners } from 'node:events'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { silentLog as log } from '../../log.ts'
import { sourceFiles } from '../../store-files.ts'
import { rowsOf } from '../database.ts'
import { openDatabase } from '../open.ts'
import { openThread, type DatabaseThread } from './thread.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let thread: DatabaseThread

beforeAll(async () => {
  folder = await makeDataFolder()
  thread = openThread({ folder: join(folder.path, 'postgres'), worker: sourceFiles().worker, log })
  await thread.call({ kind: 'exec', sql: 'create table seen (n serial, what text)' })
})
afterAll(async () => {
  await thread.close()
  await folder[Symbol.asyncDispose]()
})

const query = (text: string) => ({ kind: 'query', sql: text, params: [], rowMode: 'object' }) as const
const note = (what: string) => query(`insert into seen (what) values ('${what}')`)
const slow = query('select pg_sleep(0.2)')

async function order(): Promise<string[]> {
  const { rows } = (await thread.call(query('select what from seen order by n'))) as {
    rows: { what: string }[]
  }
  await thread.call(query('delete from seen'))
  return rows.map(({ what }) => what)
}

test('a write goes before every search that waits, and behind no more than the one that runs', async () => {
  const { signal } = new AbortController()
  const searches = [slow, note('search 1'), note('search 2')].map((request) => thread.call(request, signal))
  const write = thread.call(note('write'))
  await Promise.all([...searches, write])
  expect(await order()).toEqual(['write', 'search 1', 'search 2'])
})

test('a read that nobody waits for is dropped, and one that runs is not waited for', async () => {
  const left = new AbortController()
  const stays = new AbortController()
  const running = thread.call(slow, left.signal)
  const waiting = thread.call(note('left'), left.signal)
  const other = thread.call(note('stays'), stays.signal)
  left.abort()
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  await expect(thread.call(note('too late'), left.signal)).rejects.toMatchObject({ code: 'cancelled' })
  expect(getEventListeners(stays.signal, 'abort')).toHaveLength(1)
  await other
  // A signal may outlive many reads.
  expect(getEventListeners(stays.signal, 'abort')).toEqual([])
  expect(await order()).toEqual(['stays'])
})

test('whoever has the database has it alone, and in the order of asking', async () => {
  const first = thread.claim()
  const before = thread.call(note('behind the first'))
  const second = thread.claim()
  const turn = await first
  await turn.call(note('first'))
  await turn.call(note('first again'))
  turn.release()
  const next = await second
  await next.call(note('second'))
  next.release()
  await before
  expect(await order()).toEqual(['first', 'first again', 'behind the first', 'second'])
})

/** Milliseconds: on a busy computer a thread takes longer to begin than a close usually waits. */
const patient = 60_000

test('what waits at the end is done first, and nothing is taken after it', async () => {
  await using own = await makeDataFolder()
  const ending = openThread({ folder: join(own.path, 'postgres'), worker: sourceFiles().worker, log })
  const waiting = [slow, query('select 1'), query('select 2')].map((request) => ending.call(request))
  const closed = ending.close(patient)
  await expect(ending.call(query('select 3'))).rejects.toMatchObject({ code: 'database' })
  await expect(ending.claim()).rejects.toMatchObject({ code: 'database' })
  expect(await Promise.allSettled(waiting)).toMatchObject([1, 2, 3].map(() => ({ status: 'fulfilled' })))
  await closed
})

test('a transaction that is under way at the end is done first', async () => {
  await using own = await makeDataFolder()
  const ending = openThread({ folder: join(own.path, 'postgres'), worker: sourceFiles().worker, log })
  const turn = await ending.claim()
  const closed = ending.close(patient)
  await expect(turn.call(query('select 1 as one'))).resolves.toMatchObject({ rows: [{ one: 1 }] })
  turn.release()
  await closed
})

test('through Drizzle too, a read that was left says so', async () => {
  await using own = await makeDataFolder()
  const database = await openDatabase({ dataFolder: own.path, log })
  const left = new AbortController()
  const read = rowsOf(database.until(left.signal), sql`select pg_sleep(0.2)`)
  left.abort()
  await expect(read).rejects.toMatchObject({ cause: { code: 'cancelled' } })
  await database.close()
})
