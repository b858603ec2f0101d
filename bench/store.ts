/**
 * The store: PGlite as the app runs it, a Postgres server where there is one, and SQLite with FTS5, in one run with the
 * same 100,000 messages and the same questions, each in a process of its own (words are looked for by a scan of all
 * messages, the heaviest read there is; in SQLite by FTS5. The index is for `search`). Bounds (embedded): durable insert p95 ≤ 2 ms, last 50 messages p95 ≤ 3 ms,
 * first creation ≤ 1.3 s and ≤ half of the plain way, reopening ≤ 0.5 s, resident memory after opening ≤ 200 MB, and no
 * task of this process over 10 ms while a search runs. Optional argument: how many messages.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres } from '../scripts/postgres.ts'
import { startPostgres } from '../tests/support/postgres-server.ts'
import { measureCreation } from './support/creation.ts'
import { percentile, report, rounded } from './support/figures.ts'
import { measureResident } from './support/measure-resident.ts'
import { startStore, type StoreName, type StoreProcess, type Timed } from './support/store-process.ts'

const count = Number(process.argv[2] ?? 100_000)
const rounds = 600
const ids = Array.from({ length: Math.ceil(count / 100) }, () => randomUUID())
const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-store-'))

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

for (const database of databases) {
  const filling = start(database)
  await filling.fill()
  await filling.close()
}
// What the filling left to the disk is not what the first calls wait for, nor what it left in memory.
execFileSync('sync')
const stores = databases.map(start)

const inserts = await inTurns('insert')
const pages = await inTurns('lastMessages')
const common = await inTurns('commonWord', 10)
const rare = await inTurns('rareWord', 10)
const reopened = await inTurns('reopen', 7)
const bytes = new Map(
  await Promise.all(stores.map(async (store) => [store.name, await store.bytes()] as const)),
)
const search = await stores[0]?.writeWhileSearching()
for (const store of stores) await store.close()

const filling = await measureResident(join(folder, 'PGlite'))
const hearth = startStore({ name: 'PGlite', folder: join(folder, 'PGlite'), ids, count })
await hearth.index()
await hearth.close()
const resident = await measureResident(join(folder, 'PGlite'))
const { templateMs, plainMs } = await measureCreation(folder)

const table = stores.map(({ name }) => ({
  store: name,
  insertP50Ms: at(inserts, name, 0.5),
  insertP95Ms: at(inserts, name, 0.95),
  last50P50Ms: at(pages, name, 0.5),
  last50P95Ms: at(pages, name, 0.95),
  commonWordP50Ms: at(common, name, 0.5),
  rareWordP50Ms: at(rare, name, 0.5),
  reopenP50Ms: at(reopened, name, 0.5),
  bytesPerMessage: Math.round((bytes.get(name) ?? 0) / (count + 2 * rounds)),
}))
console.table(table)
const [{ store: _, ...figures }] = table as [(typeof table)[number]]
report('store', {
  messages: count,
  ...figures,
  creationMs: rounded(templateMs),
  creationPlainMs: rounded(plainMs),
  creationRatio: rounded(templateMs / plainMs),
  residentMb: resident.settledMb,
  residentFirstMb: resident.firstMb,
  // Only once: while the index of the search is made.
  residentFillingMb: filling.settledMb,
  ...search,
})
console.log(JSON.stringify({ bench: 'store.table', stores: table }))

/**
 * Milliseconds for each store, in three turns: whatever else the machine does hits all of them alike. Not in more: a
 * process that rests between its turns collects its garbage then, and the next turn waits for that. The engine is
 * compiled as it is used, so each is first asked as often as it is then measured.
 */
async function inTurns(what: Timed, times = rounds): Promise<Map<StoreName, number[]>> {
  const taken = new Map(stores.map(({ name }) => [name, [] as number[]]))
  const inTurn = Math.ceil(times / 3)
  for (const measured of [false, true]) {
    for (let round = 0; round < times; round += inTurn) {
      for (const store of stores) {
        const took = await store.time(what, Math.min(inTurn, times - round))
        if (measured) taken.get(store.name)?.push(...took)
      }
    }
  }
  return taken
}

function at(taken: Map<StoreName, number[]>, name: StoreName, share: number): number {
  return rounded(percentile(taken.get(name) ?? [], share))
}
