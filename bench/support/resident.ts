/**
 * A process of its own that opens the store of a data folder and prints what it takes of memory, in megabytes: right
 * after its first answer, and when it has settled. Bundled before it is run: Node's own reading of TypeScript takes more
 * than all of the store.
 */
import { pathToFileURL } from 'node:url'
import { sql } from 'drizzle-orm'
import { rowsOf } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'

const [dataFolder = '', worker = '', migrations = '', template = ''] = process.argv.slice(2)
const residentMb = (): number => Math.round(process.memoryUsage.rss() / 1024 / 1024)

const files = { worker: pathToFileURL(worker), migrations, template }
const store = await openDatabase({ dataFolder, log, files })
await rowsOf(store.db, sql`select id from conversation order by updated_at desc limit 1`)
const firstMb = residentMb()
// What the engine was compiled with is given back within seconds.
await new Promise((resolve) => setTimeout(resolve, 5_000))
console.log(JSON.stringify({ firstMb, settledMb: residentMb() }))
await store.close()
