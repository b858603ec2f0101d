import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { allows, isVisible, narrows, type Filter, type Match } from './match.ts'

/** How many more of the best are looked at than are wanted, and how often more of them when too few pass the filter. */
const spare = 4
const looks = [1, 3, 10, 100]
/** Where a filter leaves no more than so many, each of them is scored. */
const few = 1_500

/** By BM25 (pg_textsearch): the index gives the best, whatever a filter says, and the filter takes from them. */
export async function findEmbedded(
  db: Database,
  words: readonly string[],
  filter: Filter,
  limit: number,
): Promise<Match[]> {
  const asked = words.join(' ')
  if (asked === '') return []
  let found: Match[] = []
  for (const times of looks) {
    const rows = await bestOf(db, asked, filter, times * (limit + spare))
    found = rows.matches
    if (found.length >= limit || rows.all) return found.slice(0, limit)
    if (narrows(filter) && (await leavesFew(db, filter))) return scoreEach(db, asked, filter, limit)
  }
  return found.slice(0, limit)
}

const scored = (asked: string): SQL =>
  sql`d.text operator(search.<@>) search.to_bm25query(${asked}, 'search.document_words')`

/** `all`: there are no further ones. The index has each score at hand; asked for again it would be worked out anew, row by row. */
async function bestOf(
  db: Database,
  asked: string,
  filter: Filter,
  look: number,
): Promise<{ matches: Match[]; all: boolean }> {
  const rows = await rowsOf<Match & { allowed: boolean }>(
    db,
    sql`select d.source, d.kind, d.start, d.length, -d.score as score, ${allows(filter)} and ${isVisible} as allowed
      from (
        select d.*, search.bm25_get_current_score() as score
        from search.document d order by ${scored(asked)} limit ${look}
      ) as d where d.score < 0 order by d.score`,
  )
  return { matches: rows.filter(({ allowed }) => allowed).map(toMatch), all: rows.length < look }
}

async function leavesFew(db: Database, filter: Filter): Promise<boolean> {
  const [counted] = await rowsOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from (select from search.document d where ${allows(filter)} limit ${few + 1}) as found`,
  )
  return (counted?.n ?? 0) <= few
}

async function scoreEach(db: Database, asked: string, filter: Filter, limit: number): Promise<Match[]> {
  const rows = await rowsOf<Match>(
    db,
    sql`select d.source, d.kind, d.start, d.length, -d.score as score from (
        select d.*, ${scored(asked)} as score from (
          select * from search.document d where ${allows(filter)} offset 0
        ) as d offset 0
      ) as d where d.score < 0 and ${isVisible} order by d.score limit ${limit}`,
  )
  return rows.map(toMatch)
}

function toMatch({ source, kind, start, length, score }: Match): Match {
  return { source, kind, start, length, score }
}
