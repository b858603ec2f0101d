import type { Client, QueryResult } from 'pg'
import type { Log } from '../../log.ts'

/** Milliseconds between tries to connect again. */
const pauses = { first: 250, longest: 5_000 }

/**
 * One connection that is always there: for what others announce, for locks that live as long as it, and for short
 * statements that must not wait behind long ones. When it is lost it comes back by itself.
 */
export interface Line {
  /** One after another, in the order they are asked. While there is no connection it tries at once to make one. */
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Whether there is no connection, and none being made. */
  isLost(): boolean
  close(): Promise<void>
}

export interface LineOptions {
  readonly makeClient: () => Client
  /** What every new connection begins with, before anything is asked. */
  readonly begin: (query: Ask) => Promise<void>
  readonly onNotification: (payload: string) => void
  readonly onLost: (error: unknown) => void
  readonly onBack: () => void
  /** Milliseconds that one statement may take. */
  readonly patienceMs: number
  readonly log: Log
}

export type Ask = (sql: string, values?: unknown[]) => Promise<QueryResult>

/** Connects. Throws what pg throws when that fails; later failures are told by `onLost`. */
export async function openLine(options: LineOptions): Promise<Line> {
  const { makeClient, begin, onNotification, onLost, onBack, patienceMs, log } = options
  let connection: Promise<Client> | null = null
  let wasLost = false
  let closing = false
  let pause = pauses.first
  let timer: NodeJS.Timeout | null = null
  /** The last statement asked for: pg takes one at a time. */
  let last: Promise<unknown> = Promise.resolve()

  async function dial(): Promise<Client> {
    const client = makeClient()
    // Whatever it is, the end of the connection follows, and is what counts.
    let reason: unknown = new Error('Connection terminated')
    client.on('error', (error) => {
      reason = error
    })
    try {
      await client.connect()
      client.on('notification', ({ payload }) => onNotification(payload ?? ''))
      await begin((sql, values) => patiently(client, sql, values))
    } catch (error) {
      void client.end()
      throw error
    }
    client.once('end', () => lost(reason))
    if (wasLost) onBack()
    wasLost = false
    pause = pauses.first
    return client
  }

  function connect(): Promise<Client> {
    if (timer) clearTimeout(timer)
    timer = null
    connection ??= dial().catch((error: unknown) => {
      connection = null
      if (wasLost && !closing) retry()
      throw error
    })
    return connection
  }

  function lost(reason: unknown): void {
    connection = null
    if (closing) return
    wasLost = true
    onLost(reason)
    retry()
  }

  function retry(): void {
    timer ??= setTimeout(() => {
      pause = Math.min(pause * 2, pauses.longest)
      connect().catch((error: unknown) => log.info('database.line', { error }))
    }, pause).unref()
  }

  async function patiently(client: Client, sql: string, values?: unknown[]): Promise<QueryResult> {
    const late = setTimeout(() => void client.end(), patienceMs)
    try {
      return await client.query(sql, values)
    } finally {
      clearTimeout(late)
    }
  }

  await connect()
  return {
    ask<Row extends object>(sql: string, values?: unknown[]) {
      const answer = last.then(async () => {
        if (closing) throw new Error('The line is closed.')
        return (await patiently(await connect(), sql, values)).rows as Row[]
      })
      last = answer.catch(() => null)
      return answer
    },
    isLost: () => connection === null,
    async close() {
      closing = true
      if (timer) clearTimeout(timer)
      const late = setTimeout(() => void connection?.then((client) => client.end()), 1_000)
      await last
      clearTimeout(late)
      await connection?.then(
        (client) => client.end(),
        () => null,
      )
    },
  }
}
