import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { sqlState } from '../sql-state.ts'
import { allows, isVisible, narrows, type Filter, type Match } from './match.ts'
import { meaningLayout } from './meaning-layout.ts'
import { storedMeaning } from './meanings.ts'
import type { Meaning } from './search-engine.ts'

/** How many of those whose signs are alike are compared number by number. */
const compared = 200
/** With fewer texts than that there is no telling what stands out; then so alike, as a cosine, is alike. */
const fewTexts = 20
const alike = 0.6
/**
 * How far a text must lie from the middle of all, in standard deviations: something is always the nearest, and models
 * differ in what they call alike.
 */
const outstanding = 3

/**
 * The pieces that mean what a vector means, the best first, each source once. Signs alone are looked through (the number
 * of those that differ, pgvector's `<~>`), and the nearest then compared by their cosine. `standsOut: false` gives the
 * nearest, whatever they have to do with it. Empty when nothing was made yet, or by another model.
 */
export async function findMeant(
  db: Database,
  { model, vector }: NonNullable<Meaning>,
  filter: Filter,
  options: { readonly limit: number; readonly standsOut: boolean },
): Promise<Match[]> {
  if ((await storedMeaning(db)) !== meaningLayout(model)) return []
  try {
    return await nearestOf(db, vector, filter, options)
  } catch (error) {
    // Dropped between the two: it was switched off, or is made for another model. To be mended there is nothing.
    if (sqlState(error) === '42P01') return []
    throw error
  }
}

async function nearestOf(
  db: Database,
  vector: readonly number[],
  filter: Filter,
  { limit, standsOut }: { readonly limit: number; readonly standsOut: boolean },
): Promise<Match[]> {
  const asked = sql`${JSON.stringify(vector)}::text::search.halfvec`
  const likeness = sql`1 - (v.vector operator(search.<=>) ${asked})`
  const rows = await rowsOf<Match>(
    db,
    sql`with ${standsOut ? outstandingOnes(asked, filter) : nearest(asked, filter)}
      select d.source, d.kind, m.start, m.length, ${likeness} as score
      from near join search.meaning_vector v on v.id = near.id
      join search.meaning m on m.id = near.id join search.document d on d.id = m.document
      where ${isVisible} and (near.enough or ${likeness} >= ${alike}) order by score desc, m.id`,
  )
  const seen = new Set<string>()
  return rows
    .filter(({ source }) => !seen.has(source) && seen.add(source))
    .slice(0, limit)
    .map(({ source, kind, start, length, score }) => ({ source, kind, start, length, score }))
}

/** How many signs differ from those of what is asked, for all that a filter allows. */
function distances(asked: SQL, filter: Filter): SQL {
  const far = sql`m.signs operator(search.<~>) (select search.binary_quantize(${asked}))`
  return narrows(filter)
    ? sql`select m.id, ${far} as far from search.meaning m join search.document d on d.id = m.document where ${allows(filter)}`
    : sql`select m.id, ${far} as far from search.meaning m`
}

function nearest(asked: SQL, filter: Filter): SQL {
  return sql`near as (select id, true as enough from (${distances(asked, filter)}) as all_of_them
    order by far limit ${compared})`
}

/** Where there are few, none is near enough for its signs alone. */
function outstandingOnes(asked: SQL, filter: Filter): SQL {
  return sql`far as materialized (${distances(asked, filter)}),
    usual as materialized (
      select count(*) >= ${fewTexts} as many, avg(far) - ${outstanding} * stddev_pop(far) as near from far
    ),
    near as (select id, many as enough from far cross join usual
      where not many or far.far <= usual.near order by far.far limit ${compared})`
}
