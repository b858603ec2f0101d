import { Client, type ClientConfig } from 'pg'
import { z } from 'zod'
import { findAppError, type AppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import { parsedJson } from '../../parsed-json.ts'
import { changeSchema, type Change, type SharedStore } from '../shared-store.ts'
import { openAnnouncements } from './announcements.ts'
import { createClaims } from './claims.ts'
import { openLine, type Ask } from './line.ts'
import { createListeners } from './listeners.ts'

const channel = 'hearth'
/** Milliseconds that one of the line's statements may take: all are short. */
const patienceMs = 15_000

const noteSchema = z.object({ app: z.string(), change: z.unknown() })

export interface ServerSharedStore extends SharedStore {
  /** A statement failed, as the server is out of reach: told to the listeners, until the server answers. */
  report(error: AppError): void
  /** Cancels what a connection of this app does. */
  cancel(processId: number): Promise<unknown>
  /** What was announced is told first. */
  close(): Promise<void>
}

export interface SharedStoreOptions {
  readonly appId: string
  readonly config: ClientConfig
  /** From a failure to what it means. */
  readonly explain: (error: unknown) => unknown
  readonly log: Log
}

/** Connects to the other apps on the server. */
export async function openSharedStore(options: SharedStoreOptions): Promise<ServerSharedStore> {
  const { appId, config, explain, log } = options
  const changes = createListeners<Change>()
  const troubles = createListeners<AppError | null>()
  let trouble: AppError | null = null
  const name = lineName(appId)

  function tell(error: AppError | null): void {
    if (error === null && trouble === null) return
    trouble = error
    troubles.tell(error)
  }

  function hear(payload: string): void {
    const note = noteSchema.safeParse(parsedJson(payload))
    if (!note.success || note.data.app === appId) return
    const change = changeSchema.safeParse(note.data.change)
    // Something that a newer Hearth has more words for.
    changes.tell(change.success ? change.data : { type: 'everything' })
  }

  const claims = createClaims(() => line, log)
  const line = await openLine({
    makeClient: () => new Client({ ...config, application_name: name }),
    async begin(ask) {
      await endGhosts(ask, name)
      // It listens: it is idle by profession.
      await ask('set idle_session_timeout = 0')
      await ask(`listen ${channel}`)
      // Shared, so that it is had at once, even while the server has not noticed that the last connection is gone.
      await ask('select pg_advisory_lock_shared(hashtextextended($1, 0))', [name])
      await claims.takeAgain(ask)
    },
    onNotification: hear,
    onLost(reason) {
      const error = findAppError(explain(reason))
      log.warn('database.lost', { error: reason })
      if (error) tell(error)
    },
    onBack() {
      log.info('database.back')
      announcements.send()
      tell(null)
      changes.tell({ type: 'everything' })
    },
    patienceMs,
    log,
  })
  const announcements = openAnnouncements({
    log,
    tell: (sent) =>
      line.ask('select pg_notify($1, note) from unnest($2::text[]) as note', [
        channel,
        sent.map((change) => JSON.stringify({ app: appId, change })),
      ]),
  })

  /** A single connection may have been lost: then the line has an answer at once, and all is well. */
  async function checkLine(): Promise<void> {
    try {
      await line.ask('select 1')
      tell(null)
    } catch (error) {
      log.info('database.unreachable', { error })
    }
  }

  return {
    appId,
    async living(appIds) {
      const rows = await line.ask<{ app: string }>(livingApps, [appIds, appIds.map(lineName)])
      return new Set(rows.map(({ app }) => app))
    },
    claim: async (conversationId) => {
      try {
        return await claims.take(conversationId, announcements.sent)
      } catch (error) {
        throw explain(error)
      }
    },
    announce: announcements.add,
    onChange: changes.add,
    onTrouble: troubles.add,
    report(error) {
      tell(error)
      void checkLine()
    },
    cancel: (processId) => line.ask('select pg_cancel_backend($1)', [processId]),
    async close() {
      await announcements.sent()
      await line.close()
    },
  }
}

/** The line's name on the server, and of the lock that it holds for as long as it lives. */
export function lineName(appId: string): string {
  return `hearth ${appId}`
}

/** Which of the apps `$1` hold the lock called `$2`. Looked at, not tried: that would take it for a moment. */
export const livingApps = `
  select app from unnest($1::text[], $2::text[]) as known(app, name)
  where exists (
    select from pg_locks
    where locktype = 'advisory' and granted and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended(name, 0)
  )`

/** A connection that was lost without the server's knowing would keep its locks for as long as that takes. */
async function endGhosts(ask: Ask, name: string): Promise<void> {
  await ask(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = $1 and usename = current_user and pid <> pg_backend_pid()`,
    [name],
  )
}
