import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { silentLog as log } from '../../log.ts'
import { sourceFiles } from '../../store-files.ts'
import { openThread, type DatabaseThread } from './thread.ts'
import { createUpkeep } from './upkeep.ts'

async function openAlone() {
  const folder = await makeDataFolder()
  const cluster = join(folder.path, 'postgres')
  const thread = openThread({ folder: cluster, worker: sourceFiles().worker, log })
  return {
    cluster,
    thread,
    async [Symbol.asyncDispose]() {
      await thread.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function value(thread: DatabaseThread, sql: string): Promise<unknown> {
  const answer = await thread.call({
    kind: 'query',
    sql: `select (${sql}) as it`,
    params: [],
    rowMode: 'object',
  })
  return (answer as { rows: { it: unknown }[] }).rows[0]?.it
}

const fill = `insert into conversation (title, num_ctx) select 'title ' || n, 1 from generate_series(1, 2000) n`

test('when nobody asks for anything, dead rows go, the planner learns, and the log is emptied', async () => {
  await using own = await openAlone()
  const { thread } = own
  await thread.call({ kind: 'exec', sql: fill })
  await thread.call({ kind: 'exec', sql: `update conversation set title = title || '!'` })
  const before = await value(thread, 'select redo_lsn from pg_control_checkpoint()')
  const upkeep = createUpkeep(thread, { log, idleMs: 50 })
  await vi.waitFor(
    async () => {
      expect(await value(thread, 'select redo_lsn from pg_control_checkpoint()')).not.toBe(before)
      // Looking is a call as well: it has to be left alone in between.
    },
    { timeout: 30_000, interval: 500 },
  )
  expect(await value(thread, `select reltuples from pg_class where relname = 'conversation'`)).toBe(2_000)
  expect(
    await value(thread, `select n_dead_tup::int from pg_stat_user_tables where relname = 'conversation'`),
  ).toBe(0)
  await upkeep.close()
})

test('the pieces of the index of words are put together, and what is in them is found', async () => {
  await using own = await openAlone()
  const { thread } = own
  const exec = (sql: string) => thread.call({ kind: 'exec', sql })
  for (let piece = 0; piece < 6; piece += 1) {
    await exec(`insert into search.document (source, kind, conversation_id, created_at, start, length, size, text)
      select gen_random_uuid(), 'text', gen_random_uuid(), now(), 0, 40, 2, 'wombat ' || md5('${piece} ' || n)
      from generate_series(1, 1000) n`)
    await exec(`select search.bm25_spill_index('search.document_words')`)
  }
  const pieces = `select sum(n)::int from unnest(search.bm25_level_counts('search.document_words'::regclass)) n`
  expect(await value(thread, pieces)).toBeGreaterThan(1)
  const upkeep = createUpkeep(thread, { log, idleMs: 50, fewPieces: 1 })
  await vi.waitFor(async () => expect(await value(thread, pieces)).toBe(1), {
    timeout: 30_000,
    interval: 500,
  })
  await upkeep.close()
  const best = `select d.text from search.document d
    order by d.text operator(search.<@>) search.to_bm25query('wombat', 'search.document_words') limit 7000`
  expect(await value(thread, `select count(*)::int from (${best}) as found`)).toBe(6_000)
})

test('a database that nobody uses is left alone', async () => {
  await using own = await openAlone()
  await value(own.thread, '1')
  const lines: string[] = []
  const upkeep = createUpkeep(own.thread, {
    log: { ...log, info: (event) => lines.push(event) },
    idleMs: 50,
  })
  await own.thread.call({ kind: 'exec', sql: fill })
  await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 30_000 })
  const calls = own.thread.calls()
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(own.thread.calls()).toBe(calls)
  await upkeep.close()
})

test('the write-ahead log stays small however much is written', async () => {
  await using own = await openAlone()
  await own.thread.call({ kind: 'exec', sql: 'create table bulk (text text)' })
  for (let round = 0; round < 12; round += 1) {
    await own.thread.call({
      kind: 'exec',
      sql: `insert into bulk select repeat(md5(n::text), 64) from generate_series(1, 6000) n`,
    })
  }
  const folder = join(own.cluster, 'pg_wal')
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(96 * 1024 * 1024)
})
