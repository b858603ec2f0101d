import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'

/** What narrows a search. Times are ISO 8601; `after` is included, `before` is not. */
export interface Filter {
  readonly kinds?: readonly string[] | undefined
  readonly roles?: readonly string[] | undefined
  readonly within?: string | undefined
  readonly except?: string | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
}

/** A part of a message or of a context in which some of the words stand. */
export interface Match {
  readonly source: string
  readonly kind: string
  readonly start: number
  readonly length: number
  /** The higher the better. */
  readonly score: number
}

/** Finds the parts in which some of the words stand, the best first. What is hidden or replaced is none of them. */
export type FindMatches = (
  db: Database,
  words: readonly string[],
  filter: Filter,
  limit: number,
) => Promise<Match[]>

/** A condition on `d`, a row of `search.document`. */
export function allows({ kinds, roles, within, except, after, before }: Filter): SQL {
  const conditions = [
    ...(kinds ? [sql`d.kind in ${listed(kinds)}`] : []),
    ...(roles ? [sql`d.role in ${listed(roles)}`] : []),
    ...(within === undefined ? [] : [sql`d.conversation_id = ${within}::uuid`]),
    ...(except === undefined ? [] : [sql`d.conversation_id <> ${except}::uuid`]),
    ...(after === undefined ? [] : [sql`d.created_at >= ${after}::timestamptz`]),
    ...(before === undefined ? [] : [sql`d.created_at < ${before}::timestamptz`]),
  ]
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Whether a filter leaves anything out. */
export function narrows(filter: Filter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/**
 * What the index says is only where to look: whether `d` may still be seen, the tables know. A look at each by its key,
 * and no join: a planner that knows nothing of these rows yet would turn it around.
 */
export const isVisible = sql`
  coalesce((select c.deleted_at is null and not c.temporary from conversation c where c.id = d.conversation_id), false)
  and coalesce(case when d.kind = 'context'
    then (select true from conversation_context x where x.id = d.source)
    else (select m.superseded_at is null from message m where m.id = d.source) end, false)`

function listed(values: readonly string[]): SQL {
  return sql`(select value from json_array_elements_text(${JSON.stringify(values)}::json))`
}
