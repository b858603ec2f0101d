import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { allows, isVisible, type Filter } from './match.ts'
import type { Span } from './rank-times.ts'

/** How many of each time. */
const most = 60

/** Ids of messages of text that were said in one of these times, of each the latest. */
export async function saidAt(
  db: Database,
  times: readonly Span[],
  filter: Pick<Filter, 'within' | 'except'>,
): Promise<string[]> {
  if (times.length === 0) return []
  const ofSpan = ({ from, to }: Span) => {
    const during = { after: new Date(from).toISOString(), before: new Date(to).toISOString() }
    return sql`(select d.source from search.document d
      where d.kind = 'text' and ${allows({ ...filter, ...during })} and ${isVisible}
      order by d.created_at desc limit ${most})`
  }
  const rows = await rowsOf<{ source: string }>(db, sql.join(times.map(ofSpan), sql` union `))
  return rows.map(({ source }) => source)
}
