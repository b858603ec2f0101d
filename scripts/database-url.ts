import { homedir } from 'node:os'
import { silentLog } from '../src/core/log.ts'
import { dataFolder } from '../src/core/paths.ts'
import { findAppError } from '../src/shared/errors.ts'
import { openEmbeddedServer } from './embedded-server.ts'

/** Where a database is, for the clients of Postgres. */
export interface DatabaseUrl {
  readonly url: string
  /** Ours, which is open only for as long as it is lent; not a server that DATABASE_URL names. */
  readonly embedded: boolean
}

/**
 * Lends a database: the server that DATABASE_URL names, else the embedded one. The exit code of `work`, or 1 after saying
 * why there is no database.
 */
export async function withDatabaseUrl(work: (database: DatabaseUrl) => Promise<number>): Promise<number> {
  const { env, platform } = process
  const url = env['DATABASE_URL']?.trim()
  if (url) return work({ url, embedded: false })
  try {
    const folder = dataFolder({ env, platform, home: homedir(), cwd: process.cwd() })
    await using server = await openEmbeddedServer(folder, silentLog)
    return await work({ url: server.url, embedded: true })
  } catch (error) {
    const expected = findAppError(error)
    if (!expected) throw error
    console.error(expected.message)
    return 1
  }
}
