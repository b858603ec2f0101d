/** Opens a database, commits as often as it is told, and closes. */
import { sql } from 'drizzle-orm'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'

const [dataFolder = '', commits = '0'] = process.argv.slice(2)
const { db, close } = await openDatabase({ dataFolder, log: silentLog })
for (let commit = 0; commit < Number(commits); commit += 1)
  await db.execute(sql`insert into conversation (title, num_ctx) values ('kept', 1)`)
await close()
