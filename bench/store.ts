/**
 * The store: PGlite as the app runs it, a Postgres server where there is one, and SQLite with FTS5, in one run with the
 * same 100,000 messages and the same questions (words are looked for by a scan, as there is no index of words yet; SQLite
 * has FTS5). Bounds (embedded): durable insert p95 ≤ 2 ms, last 50 messages p95 ≤ 3 ms,
 * first creation ≤ 1.3 s and ≤ half of the plain way, reopening ≤ 0.5 s, resident memory after opening ≤ 200 MB, and no
 * task of this process over 10 ms while a search runs. Optional argument: how many messages.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { findPostgres } from '../scripts/postgres.ts'
import { startPostgres } from '../tests/support/postgres-server.ts'
import { createRandom, type Random } from '../tests/support/random.ts'
import type { BenchedStore } from './support/benched-store.ts'
import { corpus, word } from './support/corpus.ts'
import { measureCreation } from './support/creation.ts'
import { percentile, report, rounded } from './support/figures.ts'
import { measureResident } from './support/measure-resident.ts'
import { openHearth, type HearthStore } from './support/store-hearth.ts'
import { openSqlite } from './support/store-sqlite.ts'

const count = Number(process.argv[2] ?? 100_000)
const rounds = 300
const searches = 10
const messages = corpus(count)
const ids = Array.from({ length: Math.ceil(count / 100) }, () => randomUUID())
const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-store-'))

await using ended = new AsyncDisposableStack()
ended.defer(() => rm(folder, { recursive: true, force: true }))
const dataFolder = join(folder, 'embedded')
const embedded = await openHearth('PGlite', { dataFolder }, ids)
const stores: BenchedStore[] = [embedded, openSqlite(folder, ids)]
if (findPostgres()) {
  const server = ended.use(await startPostgres())
  const databaseUrl = await server.makeDatabase()
  stores.push(await openHearth('Postgres', { dataFolder: join(folder, 'server'), databaseUrl }, ids))
} else console.error('There is no Postgres server here: that part is left out.')

for (const store of stores) await store.fill(messages)

const inserts = await inTurns((store, random) => store.insert(random.pick(ids), messages[0]?.content ?? ''))
const pages = await inTurns((store, random) => store.lastMessages(random.pick(ids)))
const common = await inTurns((store) => store.count(word(3)), searches)
const rare = await inTurns((store, random) => store.count(word(15_000 + random.below(1_000))), searches)
const reopened = await inTurns((store) => store.reopen(), 7)
const sizes = new Map(
  await Promise.all(stores.map(async (store) => [store.name, await store.bytes()] as const)),
)
const search = await whileSearching(embedded)
for (const store of stores) await store.close()

const resident = await measureResident(dataFolder)
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
  bytesPerMessage: Math.round((sizes.get(name) ?? 0) / (count + rounds)),
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
  ...search,
})
console.log(JSON.stringify({ bench: 'store.table', stores: table }))

/**
 * Milliseconds for each store, in turns of a few calls: whatever else the machine does hits all of them alike, and what
 * one leaves to the disk is not in the next one's figure for every call.
 */
async function inTurns(
  ask: (store: BenchedStore, random: Random) => Promise<unknown>,
  times = rounds,
): Promise<Map<string, number[]>> {
  const taken = new Map(stores.map(({ name }) => [name, [] as number[]]))
  // Each is asked the same.
  const asked = stores.map((store) => ({ store, random: createRandom(11) }))
  // The engine is compiled as it is used: what it is asked often is fast after some hundred calls, on each engine alike.
  const warmUp = times
  const inTurn = Math.min(20, Math.ceil(times / 5))
  for (let round = -warmUp; round < times; round += inTurn) {
    for (const { store, random } of asked) {
      for (let call = round; call < Math.min(round + inTurn, times); call += 1) {
        const start = performance.now()
        await ask(store, random)
        if (call >= 0) taken.get(store.name)?.push(performance.now() - start)
      }
    }
  }
  return taken
}

function at(taken: Map<string, number[]>, name: string, share: number): number {
  return rounded(percentile(taken.get(name) ?? [], share))
}

/** What a search over all messages does to this process and to a write that comes meanwhile. */
async function whileSearching(store: HearthStore) {
  const scans: number[] = []
  const writes: number[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await new Promise((resolve) => setTimeout(resolve, 200))
  delay.enable()
  for (let round = 0; round < searches; round += 1) {
    const start = performance.now()
    const wanted = word(round % 2 === 0 ? 3 : 15_000 + round)
    const found = store.count(wanted).then(() => scans.push(performance.now() - start))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const from = performance.now()
    await store.insert(ids[0] ?? '', 'A write while a search runs.')
    writes.push(performance.now() - from)
    await found
  }
  delay.disable()
  return {
    scanP50Ms: rounded(percentile(scans, 0.5)),
    writeBehindScanP50Ms: rounded(percentile(writes, 0.5)),
    // The monitor's own period is in every figure.
    loopDelayP99Ms: rounded(delay.percentile(99) / 1e6),
    loopDelayMaxMs: rounded(delay.max / 1e6),
  }
}
