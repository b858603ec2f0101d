import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { allows, isVisible, narrows, type Filter, type Match } from './match.ts'

/**
 * How many more of the best are looked at than are wanted, and how many times as many where a filter takes from them: to
 * look again costs more.
 */
const spare = 4
const filtered = 1.5
/** How many times more are looked at when too few pass, at least and at most, and how many times the first in the end. */
const more = { least: 1.5, most: 10, inAll: 100 }
/** Where a filter leaves no more than so many, each of them is scored. */
const few = 1_500
/** And where no more than this share of the best passes, it may be that few are left. */
const hardly = 0.25

/** By BM25 (pg_textsearch): the index gives the best, whatever a filter says, and the filter takes from them. */
export async function findEmbedded(
  db: Database,
  words: readonly string[],
  filter: Filter,
  limit: number,
): Promise<Match[]> {
  const asked = words.join(' ')
  if (asked === '') return []
  const first = Math.ceil((limit + spare) * (narrows(filter) ? filtered : 1))
  for (let look = first; ;) {
    const { matches, all } = await bestOf(db, asked, filter, look)
    if (matches.length >= limit || all || look >= more.inAll * first) return matches.slice(0, limit)
    const passing = matches.length / look
    if (narrows(filter) && passing < hardly && (await leavesFew(db, filter)))
      return scoreEach(db, asked, filter, limit)
    // As many as bring what is wanted if as many pass of those that follow, and some more.
    const times = (1.3 * limit) / Math.max(1, matches.length)
    look = Math.min(more.inAll * first, Math.ceil(look * Math.min(more.most, Math.max(more.least, times))))
  }
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
