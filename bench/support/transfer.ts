/**
 * A process of its own that exports or imports once and prints how long that took, and how much memory it took beside
 * what an open store takes anyway (resident, the database's thread and all, at its peak). Bundled before it is run.
 */
import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { systemClock as clock } from '../../src/core/clock.ts'
import { rowsOf } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { createEventHub } from '../../src/core/event-hub.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { createHistory } from '../../src/core/orchestrator/history.ts'
import { createTransfer } from '../../src/core/transfer/create-transfer.ts'
import type { Room } from '../../src/core/orchestrator/room.ts'

const [what, document = '', dataFolder = '', worker = '', migrations = '', template = ''] =
  process.argv.slice(2)
await mkdir(dataFolder, { recursive: true })
const store = await openDatabase({
  dataFolder,
  log,
  files: { worker: new URL(worker), migrations, template },
})
const room = {
  db: store.db,
  shared: null,
  events: createEventHub(log),
  history: createHistory(store.db),
  clock,
  newId: randomUUID,
  log,
} as Partial<Room> as Room
const transfer = createTransfer(room, {
  erasing: store.erasing,
  dataFolder,
  turns: { running: () => null },
  runs: { running: () => null, recover: async () => [] },
})

// Whoever has the app open has read from it: what that takes is not the export's.
await rowsOf(store.db, sql`select * from message order by created_at desc limit 500`)
await new Promise((resolve) => setTimeout(resolve, 3_000))
const resident = (): number => process.memoryUsage.rss() / 1024 / 1024
const before = resident()
let peak = before
const watch = setInterval(() => (peak = Math.max(peak, resident())), 10)

const figures = what === 'export' ? await measureExport() : await measureImport()
clearInterval(watch)
console.log(JSON.stringify({ ...figures, extraMb: peak - before }))
await store.close()

async function measureExport() {
  const begun = performance.now()
  await transfer.exportTo(document, { id: randomUUID(), scope: { kind: 'all' }, format: 'json' })
  return { ms: performance.now() - begun }
}

async function measureImport() {
  const begun = performance.now()
  const { importId } = await transfer.inspect(document)
  const inspected = performance.now()
  await transfer.import({ importId, policy: 'skip' })
  return { inspectMs: inspected - begun, ms: performance.now() - inspected }
}
