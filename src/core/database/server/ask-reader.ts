import { Socket } from 'node:net'
import { Client, type ClientConfig, type QueryConfig } from 'pg'
import { AppError, findAppError } from '../../../shared/errors.ts'
import type { AskHistory, HistoryAnswer } from '../../ask-history.ts'
import type { Log } from '../../log.ts'
import { inTime } from '../in-time.ts'
import { answerOf, boundQuestion, questionError, tooLong } from '../question.ts'
import { sqlState } from '../sql-state.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { readAddress, type ServerAddress } from './address.ts'
import { checkReader } from './check-reader.ts'
import { serverError } from './errors.ts'
import { connectionConfig } from './pool.ts'
import { lineName, livingApps } from './shared-store.ts'

export interface ReaderOptions {
  /** The value of DATABASE_READ_URL. */
  readonly databaseReadUrl: string
  /** Where the app's own role is. */
  readonly own: ServerAddress
  /** This app, whose line is in the database that is to be questioned. */
  readonly appId: string
  /** Resolves when that line is there; throws where it cannot be. */
  readonly online: () => Promise<unknown>
  /** Milliseconds that one question may take. */
  readonly longestMs?: number | undefined
  readonly log: Log
}

/** Bytes of an answer: a failure may be as long as a question makes it. */
const mostBytes = 8_000_000
/** Milliseconds that ending a question on the server may take. */
const endMs = 1_500

/**
 * Makes what answers one SELECT that a model wrote. What contains it is the role, which is looked at before each question;
 * a connection for this one question, of which nothing is left; and a transaction that is never committed. Throws
 * `invalid_input` for an address that is none.
 */
export function createReader(options: ReaderOptions): AskHistory {
  const { databaseReadUrl, longestMs = 20_000, log } = options
  const address = readAddress(databaseReadUrl, 'DATABASE_READ_URL', [
    'default_transaction_read_only=on',
    `statement_timeout=${longestMs}`,
    'idle_in_transaction_session_timeout=60000',
  ])
  const config = connectionConfig(address, 'hearth question')

  return async (sql, stopped) => {
    const socket = new Socket()
    const client = new Client({ ...config, stream: () => socket })
    // The statement that it hits fails with it.
    client.on('error', () => {})
    const limits = watchLimits(socket, longestMs)
    const ending = AbortSignal.any([stopped, limits.signal])
    try {
      return await unlessAborted(
        ending,
        () => answer(client, { ...options, address, sql }, limits.begin),
        () => ending.reason as Error,
      )
    } catch (error) {
      if (stopped.aborted) throw new AppError('cancelled', 'It was stopped.', { cause: error })
      if (limits.signal.aborted) throw limits.signal.reason
      if (sqlState(error) === '57014') throw tooLong(longestMs, error)
      if (sqlState(error) === '57P01')
        throw new AppError('action_failed', 'The server ended this question before its answer. Ask again.', {
          cause: error,
        })
      throw findAppError(serverError(error, address)) ?? error
    } finally {
      limits.end()
      // Its process would go on to its end without looking whether anybody listens.
      if (ending.aborted) await inTime(endOnServer(config, client, log), endMs)
      await inTime(client.end(), endMs)
      socket.destroy()
    }
  }
}

async function answer(
  client: Client,
  {
    sql,
    address,
    own,
    appId,
    online,
  }: ReaderOptions & { readonly address: ServerAddress; readonly sql: string },
  begin: () => void,
): Promise<HistoryAnswer> {
  if (address.user === own.user)
    throw new AppError(
      'forbidden',
      `DATABASE_READ_URL names ${own.user}, as whom Hearth writes. Have a role made that can only read: hearth db reader.`,
    )
  await online()
  await client.connect()
  await client.query('begin read only')
  await checkReader(client, address)
  const { rowCount } = await client.query(livingApps, [[appId], [lineName(appId)]])
  if (rowCount === 0)
    throw new AppError(
      'forbidden',
      'DATABASE_READ_URL leads to another database than DATABASE_URL, or to a copy of it. Name the same server and database in both.',
    )
  begin()
  try {
    // Alone first: what is one whole SELECT by itself stays one between brackets, whatever stands in it. Extended, so
    // that the server takes one statement and no more.
    await client.query(single(`declare question cursor for ${sql}`))
    const { rows } = await client.query<{ line: string }>(single(boundQuestion(sql)))
    return answerOf(rows)
  } catch (error) {
    const lost = findAppError(serverError(error, address))?.code === 'database_unreachable'
    throw lost || sqlState(error) === '57014' ? error : (questionError(error) ?? error)
  }
}

/** pg's types leave the mode out. */
function single(text: string): QueryConfig {
  return Object.assign({ text }, { queryMode: 'extended' })
}

interface Limits {
  /** Aborts with the AppError that says which was reached. */
  readonly signal: AbortSignal
  /** The question begins now: making the connection does not count. */
  begin(): void
  end(): void
}

function watchLimits(socket: Socket, longestMs: number): Limits {
  const reached = new AbortController()
  const looking = setInterval(() => {
    if (socket.bytesRead > mostBytes)
      reached.abort(new AppError('action_failed', 'What this question gives is too long. Ask for less.'))
  }, 20)
  let timer: NodeJS.Timeout | undefined
  return {
    signal: reached.signal,
    begin() {
      // The server's own limit comes first, unless it hangs.
      timer = setTimeout(() => reached.abort(tooLong(longestMs, null)), longestMs + 1_000)
    },
    end() {
      clearInterval(looking)
      clearTimeout(timer)
    },
  }
}

/** Ends the process behind a connection, from another one of the same role; where that fails its time limit does. */
async function endOnServer(config: ClientConfig, client: Client, log: Log): Promise<void> {
  // pg's types leave it out; it has none before it is connected.
  const { processID } = client as Client & { readonly processID: number | null }
  if (processID === null) return
  const other = new Client(config)
  other.on('error', () => {})
  try {
    await other.connect()
    await other.query('select pg_terminate_backend($1)', [processID])
  } catch (error) {
    log.warn('question.end', { error })
  } finally {
    await other.end()
  }
}
