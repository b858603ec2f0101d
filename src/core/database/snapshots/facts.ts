import { ask, type Call } from '../embedded/ask.ts'

/** What a database holds, deleted conversations that can still be had back included: enough to compare two copies. */
export interface Facts {
  readonly conversations: number
  readonly messages: number
  readonly contexts: number
  /** ISO 8601, UTC. */
  readonly lastMessageAt: string | null
  readonly migrations: readonly string[]
  readonly pglite: string
}

const counts = `select
  (select count(*)::int from conversation) as conversations,
  (select count(*)::int from conversation_context) as contexts,
  messages, to_char(last at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastMessageAt",
  coalesce(substring(version() from 'PGlite ([^ )]+)'), 'unknown') as pglite,
  array(select hash from drizzle.__drizzle_migrations order by id) as migrations
from (select count(*)::int as messages, max(created_at) as last from message) as written`

/** Reads them all in one statement. */
export async function readFacts(call: Call): Promise<Facts> {
  const [facts] = await ask<Facts>(call, counts)
  if (!facts) throw new Error('The counts gave no row.')
  return facts
}
