import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { rowsOf } from '../../src/core/database/database.ts'
import { openThread, type DatabaseThread } from '../../src/core/database/embedded/thread.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { findAppError } from '../../src/shared/errors.ts'
import { makeDataFolder } from '../support/data-folder.ts'

const restarted = { code: 'database', message: expect.stringContaining('Try again') }

/** A thread that does what it is told, and fails in the way that it is told. */
async function openStrange(way = '') {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-thread-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'way'), way)
  const worker = new URL('strange-worker.ts', import.meta.url)
  const thread = openThread({ folder, worker, log, patienceMs: 1_000 })
  onTestFinished(() => thread.close(0))
  return {
    thread,
    received: async () => (await readFile(join(folder, 'received'), 'utf8')).trim().split('\n'),
  }
}

const exec = (thread: Pick<DatabaseThread, 'call'>, what: string) => thread.call({ kind: 'exec', sql: what })

test.each(['spin', 'throw', 'exit', 'panic'])(
  'a thread that ends by «%s» fails what it was doing; what waited is answered by the next one; each is done once',
  async (end) => {
    const { thread, received } = await openStrange()
    expect(await exec(thread, 'before')).toBe('before')
    let settled = 0
    const outcomes = await Promise.allSettled(
      [end, 'waited', 'too'].map((what) => exec(thread, what).finally(() => (settled += 1))),
    )
    expect(outcomes.map((outcome) => ('value' in outcome ? outcome.value : 'failed'))).toEqual([
      'failed',
      'waited',
      'too',
    ])
    expect(settled).toBe(3)
    expect(await received()).toEqual(['before', end, 'waited', 'too'])
  },
)

test.each(['spin', 'throw', 'exit', 'panic'])(
  'a thread that ends by «%s» in the middle of a transaction takes it along: the rest of its calls fail and are not done',
  async (end) => {
    const { thread, received } = await openStrange()
    const turn = await thread.claim()
    await exec(turn, 'begin')
    const outside = exec(thread, 'outside')
    await expect(exec(turn, end)).rejects.toBeInstanceOf(Error)
    await expect(exec(turn, 'half')).rejects.toMatchObject(restarted)
    await expect(exec(turn, 'commit')).rejects.toMatchObject(restarted)
    turn.release()
    expect(await outside).toBe('outside')
    const next = await thread.claim()
    expect(await exec(next, 'begin')).toBe('begin')
    next.release()
    expect(await received()).toEqual(['begin', end, 'outside', 'begin'])
  },
)

test.each(['throws at the start', 'exits at the start'])(
  'a thread that %s fails every call, and none waits for ever',
  async (way) => {
    const { thread } = await openStrange(way)
    const outcomes = await Promise.allSettled([exec(thread, 'one'), exec(thread, 'two')])
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'database' } })
  },
)

test('a thread whose program is missing fails every call', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-thread-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const thread = openThread({ folder, worker: new URL('no-such-program.ts', import.meta.url), log })
  await expect(exec(thread, 'one')).rejects.toMatchObject({ code: 'database' })
  await expect(exec(thread, 'two')).rejects.toMatchObject({ code: 'database' })
  await thread.close()
})

test('an owner who slept longer than the thread may be silent does not take it for hung', async () => {
  const { thread, received } = await openStrange()
  await exec(thread, 'before')
  const answer = exec(thread, 'while it slept')
  // What comes next are the timers, before any message.
  await new Promise<void>((resolve) => setImmediate(resolve))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500)
  expect(await answer).toBe('while it slept')
  expect(await received()).toEqual(['before', 'while it slept'])
})

test('a close while a query hangs ends with its deadline and answers everybody, once', async () => {
  const { thread, received } = await openStrange()
  const turn = await thread.claim()
  await exec(turn, 'begin')
  const outcomes = Promise.allSettled([
    exec(turn, 'spin'),
    exec(turn, 'in the turn'),
    exec(thread, 'waits'),
    thread.claim(),
  ])
  await thread.close(100)
  expect((await outcomes).map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  await expect(exec(thread, 'late')).rejects.toMatchObject({ message: 'The database is closed.' })
  expect(await received()).not.toContain('waits')
})

test('a thread that hangs while it closes is ended', async () => {
  const { thread, received } = await openStrange('hangs on close')
  await exec(thread, 'one')
  await thread.close(500)
  expect((await received())[0]).toBe('one')
})

test('of a transaction with a query that never ends nothing is stored, and the next call works', async () => {
  await using folder = await makeDataFolder()
  const { db, close } = await openDatabase({ dataFolder: folder.path, log, patienceMs: 1_500 })
  const insert = sql`insert into conversation (title, num_ctx) values ('half', 1)`
  let refused: unknown = null
  const transaction = db.transaction(async (tx) => {
    await tx.execute(insert)
    await tx.execute(sql`select count(*) from generate_series(1, 100000000000)`).catch(() => null)
    refused = await tx.execute(insert).catch((error: unknown) => findAppError(error)?.code)
  })
  await expect(transaction).rejects.toMatchObject({ code: 'database' })
  expect(refused).toBe('database')
  expect(await rowsOf(db, sql`select count(*)::int as count from conversation`)).toEqual([{ count: 0 }])
  await close()
})

test('a close before the first call starts nothing', async () => {
  const { thread, received } = await openStrange()
  await thread.close()
  await expect(received()).rejects.toThrow('ENOENT')
})

test('whoever had the database when it was closed gets nothing more of it: the folder may be another’s', async () => {
  const { thread, received } = await openStrange()
  const turn = await thread.claim()
  await thread.close(0)
  await expect(exec(turn, 'late')).rejects.toMatchObject({ message: 'The database is closed.' })
  await expect(received()).rejects.toThrow('ENOENT')
})

test('a transaction that waits for a call outside of it ends with an error, and the call is answered', async () => {
  await using folder = await makeDataFolder()
  const { db, close } = await openDatabase({ dataFolder: folder.path, log, patienceMs: 1_500 })
  const insert = sql`insert into conversation (title, num_ctx) values ('half', 1)`
  const count = sql`select count(*)::int as count from conversation`
  let outside: unknown = null
  const transaction = db.transaction(async (tx) => {
    await tx.execute(insert)
    outside = await rowsOf(db, count)
    await tx.execute(insert)
  })
  await expect(transaction).rejects.toMatchObject({ cause: { code: 'database' } })
  expect(outside).toEqual([{ count: 0 }])
  expect(await rowsOf(db, count)).toEqual([{ count: 0 }])
  await close()
})

test('who holds the database and forgets it loses it when another waits', async () => {
  const { thread, received } = await openStrange()
  const forgotten = await thread.claim()
  await exec(forgotten, 'first')
  const waits = thread.claim()
  const next = await waits
  await expect(exec(forgotten, 'late')).rejects.toMatchObject(restarted)
  forgotten.release()
  await exec(next, 'second')
  next.release()
  expect(await received()).toEqual(['first', 'second'])
})
