/** One store in a process of its own: told by its first message which one it is, it answers each of the others once. */
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createRandom, type Random } from '../../tests/support/random.ts'
import type { BenchedStore } from './benched-store.ts'
import { corpus, word } from './corpus.ts'
import { percentile, rounded } from './figures.ts'
import { leaveAlone } from './quiet.ts'
import { openHearth } from './store-hearth.ts'
import type { StoreOptions, StoreRequest, Timed } from './store-process.ts'
import { openSqlite } from './store-sqlite.ts'

const searches = 10
const said =
  'A message as people write them: two sentences, of which one is short. The other says what is wanted.'

const [options] = (await once(process, 'message')) as [StoreOptions]
const { ids } = options
const store = await open(options)
const tasks = monitorEventLoopDelay({ resolution: 1 })
tasks.enable()
const randoms = new Map<Timed, Random>()

// The one who asks is gone.
process.on('disconnect', () => process.exit())
process.on('message', (request: StoreRequest) => {
  answer(request).then(
    (value) => process.send?.(value ?? null),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function open({ name, folder, databaseUrl }: StoreOptions): Promise<BenchedStore> {
  if (name === 'SQLite') return openSqlite(folder, ids)
  return openHearth({ dataFolder: folder, ...(databaseUrl !== undefined && { databaseUrl }) }, ids)
}

async function answer(request: StoreRequest): Promise<unknown> {
  switch (request.do) {
    case 'fill':
      return store.fill(corpus(options.count))
    case 'time':
      return time(request.what, request.calls)
    case 'index': {
      longestTask()
      const start = performance.now()
      await store.index()
      const built = { ms: performance.now() - start, longestTaskMs: longestTask() }
      if (options.name === 'PGlite') await leaveAlone()
      return built
    }
    case 'longestTask':
      return longestTask()
    case 'bytes':
      return store.bytes()
    case 'writeWhileSearching':
      return writeWhileSearching()
    case 'close':
      return store.close()
  }
}

async function time(what: Timed, calls: number): Promise<number[]> {
  const random = randoms.get(what) ?? createRandom(11)
  randoms.set(what, random)
  const ask: Record<Timed, () => Promise<unknown>> = {
    insert: () => store.insert(random.pick(ids), said),
    lastMessages: () => store.lastMessages(random.pick(ids)),
    commonWord: () => store.count(word(3)),
    rareWord: () => store.count(word(15_000 + random.below(1_000))),
    reopen: () => store.reopen(),
    searchCommon: () => store.search(word(1 + random.below(9))),
    searchRare: () => store.search(word(15_000 + random.below(1_000))),
    searchSeveral: () =>
      store.search([word(random.below(9)), word(random.below(500)), word(random.below(5_000))].join(' ')),
    searchTypo: () => store.search(misspelled(word(10_000 + random.below(5_000)))),
  }
  const taken: number[] = []
  for (let call = 0; call < calls; call += 1) {
    const start = performance.now()
    await ask[what]()
    taken.push(performance.now() - start)
  }
  return taken
}

/** Without one of its letters. */
function misspelled(right: string): string {
  const at = 3 + Math.floor(right.length / 3)
  return right.slice(0, at) + right.slice(at + 1)
}

/** Milliseconds, but for the monitor's own period; begins anew. */
function longestTask(): number {
  const longest = Math.max(0, tasks.max / 1e6 - 1)
  tasks.reset()
  return rounded(longest)
}

async function writeWhileSearching(): Promise<Record<string, number>> {
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
