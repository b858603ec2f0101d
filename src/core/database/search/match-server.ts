import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { allows, isVisible, type Filter, type Match } from './match.ts'
import { language } from './layout.ts'

/** Of each word the newest so many are looked at: one that stands in more than that hardly tells anything apart. */
const ofEachWord = 300
/** Words that are looked for at most. */
const mostWords = 12
/** As BM25 usually has it: how soon a word that comes again counts no more, and how much longer texts count less. */
const k1 = 1.2
const b = 0.75

interface Found extends Omit<Match, 'score'> {
  readonly size: number
  /** How often each word stands in it, in the words' order. */
  readonly counts: readonly number[]
}

/** By BM25 over what a GIN index finds: Postgres itself knows no BM25, and would score every text in which a word stands. */
export async function findOnServer(
  db: Database,
  words: readonly string[],
  filter: Filter,
  limit: number,
): Promise<Match[]> {
  const stems = await lexemesOf(db, words)
  if (stems.length === 0) return []
  const { documents, size, shares } = await statisticsOf(db, stems)
  const found = await newestOfEach(db, stems, filter)
  const weights = stems.map((stem, index) => {
    const met = found.filter(({ counts }) => (counts[index] ?? 0) > 0).length
    const holders = Math.min(documents, Math.max(met, (shares.get(stem) ?? 0) * documents))
    return Math.log(1 + (documents - holders + 0.5) / (holders + 0.5))
  })
  const scoreOf = (match: Found): number => {
    const long = k1 * (1 - b + (b * match.size) / size)
    return match.counts.reduce(
      (sum, count, index) => sum + ((weights[index] ?? 0) * count * (k1 + 1)) / (count + long),
      0,
    )
  }
  return found
    .map((match) => {
      const { source, kind, start, length } = match
      return { source, kind, start, length, score: scoreOf(match) }
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
}

async function lexemesOf(db: Database, words: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ lexeme: string }>(
    db,
    sql`select lexeme from unnest(to_tsvector(${sql.raw(`'${language}'`)}, ${words.join(' ')})) order by positions[1]`,
  )
  return rows.slice(0, mostWords).map(({ lexeme }) => lexeme)
}

/** How many documents there are, how long they are, and in what share of them the commonest words stand: as the server last looked. */
async function statisticsOf(
  db: Database,
  stems: readonly string[],
): Promise<{ documents: number; size: number; shares: Map<string, number> }> {
  const [table] = await rowsOf<{ documents: number }>(
    db,
    sql`select greatest(reltuples, 1)::float8 as documents from pg_class where oid = 'search.document'::regclass`,
  )
  const rows = await rowsOf<{ lexeme: string; share: number }>(
    db,
    sql`select lexeme, share::float8 from pg_stats,
        unnest(most_common_elems::text::text[], most_common_elem_freqs[1:array_length(most_common_elems::text::text[], 1)]) as common(lexeme, share)
      where schemaname = 'search' and tablename = 'document' and attname = 'words'
        and lexeme in (select value from json_array_elements_text(${JSON.stringify(stems)}::json))`,
  )
  return {
    documents: table?.documents ?? 1,
    size: 60,
    shares: new Map(rows.map(({ lexeme, share }) => [lexeme, share])),
  }
}

async function newestOfEach(db: Database, stems: readonly string[], filter: Filter): Promise<Found[]> {
  // A query of its own for each word, so that the server sees for each how common it is.
  const ofWord = (stem: string): SQL => sql`(
    select d.id from search.document d
    where d.words @@ ${quoted(stem)}::tsquery and ${allows(filter)}
    order by d.created_at desc limit ${ofEachWord})`
  const counts = stems.map(
    (stem) => sql`coalesce((select cardinality(positions) from unnest(d.words) where lexeme = ${stem}), 0)`,
  )
  return rowsOf<Found>(
    db,
    sql`with found as materialized (
        select * from search.document
        where id = any(array(select id from (${sql.join(stems.map(ofWord), sql` union `)}) as found))
      )
      select d.source, d.kind, d.start, d.length, d.size, json_build_array(${sql.join(counts, sql`, `)}) as counts
      from found as d where ${isVisible}`,
  )
}

/** A lexeme as a query of its own. */
function quoted(stem: string): string {
  return `'${stem.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
