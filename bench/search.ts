/**
 * Searching: PGlite as the app runs it, a Postgres server where there is one, and SQLite with FTS5, in one run with the
 * same 100,000 messages and the same questions, each in a process of its own. Each answers with the best 20, with their
 * snippets; Hearth also says what is spelled wrongly and how words in typing go on. Bounds (embedded): rare and common
 * words p95 ≤ 10 ms, common ones faster than FTS5, words spelled wrongly p95 ≤ 50 ms; on a server p95 ≤ 60 ms; no task
 * of the process that asks over 10 ms. Optional argument: how many messages.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres } from '../scripts/postgres.ts'
import { startPostgres } from '../tests/support/postgres-server.ts'
import { percentile, report, rounded } from './support/figures.ts'
import { startStore, type StoreName, type StoreProcess, type Timed } from './support/store-process.ts'

const count = Number(process.argv[2] ?? 100_000)
const rounds = 120
const kinds = [
  'searchCommon',
  'searchRare',
  'searchSeveral',
  'searchTypo',
] as const satisfies readonly Timed[]
const ids = Array.from({ length: Math.ceil(count / 100) }, () => randomUUID())
const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-search-'))

await using ended = new AsyncDisposableStack()
ended.defer(() => rm(folder, { recursive: true, force: true }))
const databases: { readonly name: StoreName; readonly databaseUrl?: string }[] = [
  { name: 'PGlite' },
  { name: 'SQLite' },
]
if (findPostgres()) {
  const server = ended.use(await startPostgres())
  databases.push({ name: 'Postgres', databaseUrl: await server.makeDatabase() })
} else console.error('There is no Postgres server here: that part is left out.')
const start = (database: (typeof databases)[number]): StoreProcess =>
  startStore({ ...database, folder: join(folder, database.name), ids, count })

const built = new Map<StoreName, { readonly ms: number; readonly longestTaskMs: number }>()
for (const database of databases) {
  const filling = start(database)
  await filling.fill()
  built.set(database.name, await filling.index())
  await filling.close()
}
execFileSync('sync')
const stores = databases.map(start)

const figures: Record<string, number> = {}
const table: Record<StoreName, Record<string, number>> = { PGlite: {}, SQLite: {}, Postgres: {} }
for (const kind of kinds) {
  // It knows nothing of misspelling.
  const asked = stores.filter(({ name }) => kind !== 'searchTypo' || name !== 'SQLite')
  for (const [name, taken] of await inTurns(asked, kind)) {
    for (const [label, share] of [['P50', 0.5] as const, ['P95', 0.95] as const]) {
      const ms = rounded(percentile(taken, share))
      const key = `${kind.replace('search', '').toLowerCase()}${label}Ms`
      table[name][key] = ms
      figures[name === 'PGlite' ? key : `${name.toLowerCase()}${key[0]?.toUpperCase()}${key.slice(1)}`] = ms
    }
  }
}
console.table(table)
report('search', {
  messages: count,
  ...figures,
  longestTaskMs: (await stores[0]?.longestTask()) ?? 0,
  buildMs: rounded(built.get('PGlite')?.ms ?? 0),
  buildLongestTaskMs: built.get('PGlite')?.longestTaskMs ?? 0,
  ...(built.has('Postgres') && { postgresBuildMs: rounded(built.get('Postgres')?.ms ?? 0) }),
})
for (const store of stores) await store.close()

/** Milliseconds for each store, in three turns, so that whatever else the machine does hits all of them alike; first as often unmeasured. */
async function inTurns(asked: readonly StoreProcess[], what: Timed): Promise<Map<StoreName, number[]>> {
  const taken = new Map(asked.map(({ name }) => [name, [] as number[]]))
  for (const measured of [false, true]) {
    for (let turn = 0; turn < 3; turn += 1) {
      for (const store of asked) {
        const took = await store.time(what, rounds / 3)
        if (measured) taken.get(store.name)?.push(...took)
      }
    }
    // What comes to life with the first calls is no task of the later ones.
    if (!measured && what === kinds[0]) await Promise.all(asked.map((store) => store.longestTask()))
  }
  return taken
}
