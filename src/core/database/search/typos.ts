import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'

export interface Correction {
  readonly typed: string
  readonly meant: string
}

/** Words that are corrected in one query, and spellings that are looked at for each. */
const most = { words: 4, spellings: 40 }

/**
 * How words that stand nowhere are spelled here: the nearest word of the vocabulary, where one is near enough. With
 * `trigrams` (the schema of pg_trgm) Postgres finds what looks alike; which of these is nearest is counted in letters.
 */
export async function correctWords(
  db: Database,
  trigrams: string,
  words: readonly string[],
): Promise<Correction[]> {
  const misspelled = words.filter((word) => letters(word) >= 4 && /^\p{L}+$/u.test(word)).slice(0, most.words)
  if (misspelled.length === 0) return []
  const rows = await rowsOf<{ typed: string; word: string }>(
    db,
    sql.join(
      misspelled.map((word) => alike(trigrams, word)),
      sql` union all `,
    ),
  )
  return misspelled.flatMap((typed) => {
    const spellings = rows.filter((row) => row.typed === typed).map(({ word }) => word)
    const meant = nearest(typed, spellings)
    return meant === null ? [] : [{ typed, meant }]
  })
}

/** Two letters that changed places leave too few trigrams of a short word: how it would be without that is looked up. */
function alike(trigrams: string, word: string): SQL {
  const place = sql.identifier(trigrams)
  const swapped = sql`(select value from json_array_elements_text(${JSON.stringify(swaps(word))}::json))`
  return sql`(select ${word}::text as typed, word from search.word where word in ${swapped})
    union all (select ${word}::text as typed, word from search.word
    where word operator(${place}.%) ${word}::text and length(word) between ${letters(word) - 2} and ${letters(word) + 2}
    order by ${place}.similarity(word, ${word}::text) desc, word limit ${most.spellings})`
}

function swaps(word: string): string[] {
  const all = Array.from(word)
  return all
    .slice(1)
    .map((letter, index) => [...all.slice(0, index), letter, all[index], ...all.slice(index + 2)].join(''))
}

/** The spelling with the fewest changes; the longer a word, the more of them it may have. */
function nearest(typed: string, spellings: readonly string[]): string | null {
  let best: string | null = null
  let least = (letters(typed) < 6 ? 1 : 2) + 1
  for (const spelling of spellings) {
    const changes = changesBetween(typed, spelling, least)
    if (changes < least) {
      best = spelling
      least = changes
    }
  }
  return best
}

/**
 * How many letters are added, left out, taken for another or for their neighbour between two words (optimal string
 * alignment); `limit` when it is that or more.
 */
function changesBetween(one: string, other: string, limit: number): number {
  const from = Array.from(one)
  const to = Array.from(other)
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current.push(
        Math.min(
          (last[column] ?? limit) + 1,
          (current[column - 1] ?? limit) + 1,
          (last[column - 1] ?? limit) + (same ? 0 : 1),
          swapped ? (beforeLast[column - 2] ?? limit) + 1 : limit,
        ),
      )
    }
    if (Math.min(...current) >= limit) return limit
    beforeLast = last
    last = current
  }
  return Math.min(last[to.length] ?? limit, limit)
}

function letters(word: string): number {
  return Array.from(word).length
}

/** The schema that pg_trgm is in; null where it is not to be had. */
export async function findTrigrams(db: Database): Promise<string | null> {
  const [found] = await rowsOf<{ name: string }>(
    db,
    sql`select nspname as name from pg_extension e join pg_namespace n on n.oid = e.extnamespace where extname = 'pg_trgm'`,
  )
  return found?.name ?? null
}
