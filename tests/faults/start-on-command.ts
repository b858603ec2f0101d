/**
 * A process that opens the database of a folder when it is told, says what came of it, writes one row into it when it
 * has it, and closes it again.
 */
import { sql } from 'drizzle-orm'
import { rowsOf, type OpenDatabase } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'
import { findAppError } from '../../src/shared/errors.ts'

let database: OpenDatabase | null = null

async function open(dataFolder: string): Promise<string> {
  try {
    database = await openDatabase({ dataFolder, log: silentLog })
    return 'open'
  } catch (error) {
    return findAppError(error)?.code ?? String(error)
  }
}

/** Adds a row, and returns how many there are. */
async function write({ db }: OpenDatabase): Promise<number> {
  await db.execute(sql`insert into conversation (title, num_ctx) values (${`by ${process.pid}`}, 1)`)
  const [row] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from conversation`)
  return row?.count ?? 0
}

async function close({ close: end }: OpenDatabase): Promise<string> {
  await end()
  database = null
  return 'closed'
}

/** From now on this process is somebody else; it has read its own program by then, which they may not see. */
function become(user: number): void {
  process.setgid?.(user)
  process.setuid?.(user)
}

process.on('message', (command: { open: string; as?: number } | 'write' | 'close') => {
  const done = (async () => {
    if (typeof command !== 'string') {
      if (command.as !== undefined) become(command.as)
      return open(command.open)
    }
    if (!database) return 'not open'
    return command === 'write' ? write(database) : close(database)
  })()
  void done.then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
