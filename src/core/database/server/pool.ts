import { Pool, type ClientConfig, type PoolClient } from 'pg'
import type { Log } from '../../log.ts'
import type { ServerAddress } from './address.ts'
import { inTime } from '../in-time.ts'

/** Milliseconds that making a connection may take. */
const connectMs = 15_000

/** How every connection to the server is made. */
export function connectionConfig({ connectionString }: ServerAddress, name: string): ClientConfig {
  return {
    connectionString,
    application_name: name,
    connectionTimeoutMillis: connectMs,
    // A server that vanished without a word is noticed, also when nothing is asked of it.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
}

export interface Connections {
  readonly pool: Pool
  /** What runs may end, for as long as the deadline allows. */
  close(deadlineMs: number): Promise<void>
}

/** A few connections to the server, made when they are needed, and made anew after they were lost. */
export function openConnections(config: ClientConfig, most: number, log: Log): Connections {
  const pool = new Pool({ ...config, max: most })
  const lent = new Set<PoolClient>()
  const tell = (error: Error): void => log.warn('database.connection', { error })
  // Whoever uses a connection that is lost hears of it by their statement; without a listener Node would end the app.
  pool.on('error', tell)
  pool.on('connect', (client) => void client.on('error', tell))
  pool.on('acquire', (client) => void lent.add(client))
  pool.on('release', (_, client) => void lent.delete(client))

  return {
    pool,
    async close(deadlineMs) {
      const late = setTimeout(() => {
        // One that runs a statement is cut off by this, and the statement fails.
        for (const client of lent) void client.end()
      }, deadlineMs)
      await inTime(pool.end(), deadlineMs + 1_000)
      clearTimeout(late)
    },
  }
}
