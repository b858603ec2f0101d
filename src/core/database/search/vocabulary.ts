import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { stemOf } from './fill.ts'

/** A word of a query, and what it is in the index. */
export interface AskedWord {
  readonly word: string
  /** Empty for one that means nothing, such as `the`. */
  readonly stem: string
  /** Whether something with this stem stands anywhere. */
  readonly known: boolean
}

/** How many words that begin as another does. */
const mostBegun = 8
/** A single letter: too much begins with it. Of a script without spaces it is a word. */
const singleLetter = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]$/u

/** What is known of words, in their order. */
export async function lookUp(db: Database, words: readonly string[]): Promise<AskedWord[]> {
  if (words.length === 0) return []
  return rowsOf<AskedWord>(
    db,
    sql`select word, stem,
        stem = '' or coalesce((select true from search.word w where w.stem = asked.stem limit 1), false) as known
      from ${stemmed(words)} as asked order by place`,
  )
}

/** The stems of words, in their order. */
export async function stemsOf(db: Database, words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return []
  const rows = await rowsOf<{ stem: string }>(
    db,
    sql`select stem from ${stemmed(words)} as asked order by place`,
  )
  return rows.map(({ stem }) => stem)
}

function stemmed(words: readonly string[]): SQL {
  return sql`(select value as word, ${stemOf(sql.raw('value'))} as stem, place
    from json_array_elements_text(${JSON.stringify(words)}::json) with ordinality as r(value, place))`
}

/** Words that begin like one that is still being typed, the shortest first. */
export async function wordsThatBegin(db: Database, start: string): Promise<string[]> {
  if (singleLetter.test(start)) return []
  const rows = await rowsOf<{ word: string }>(
    db,
    sql`select word from (
        select word from search.word where word >= ${start} and word < ${`${start}\u{10FFFF}`} limit 500
      ) as begun where word <> ${start} order by length(word), word limit ${mostBegun}`,
  )
  return rows.map(({ word }) => word)
}
