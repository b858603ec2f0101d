import { sql } from 'drizzle-orm'
import type { ContextType } from '../../../shared/context.ts'
import type { MessageType, Role } from '../../../shared/message.ts'
import type { SearchHit, SearchPage, SearchQuery } from '../../../shared/search.ts'
import { rowsOf, type Database } from '../database.ts'
import { askedWords, wordInTyping } from './asked.ts'
import { contextText } from './fill.ts'
import { foldMatches } from './fold.ts'
import { fuse, fusedDepth } from './fuse.ts'
import type { Filter, FindMatches, Match } from './match.ts'
import { findMeant } from './match-meaning.ts'
import type { Meaning } from './search-engine.ts'
import { snippetOf } from './snippet.ts'
import { lookUp, stemsOf, wordsThatBegin } from './vocabulary.ts'
import { plain, wordsOf } from './words.ts'

/** How another way of spelling is found for words that stand nowhere. */
export type Correct = (db: Database, words: readonly string[]) => Promise<SearchPage['corrections']>

const usual = 20
/** How many are found by what they mean, over all pages. */
const mostMeant = 20
const nothing: SearchPage = { hits: [], hasMore: false, corrections: [] }

/** Finds what a person types. Never throws for what is typed: where nothing can be looked for, nothing is found. */
export async function findPage(
  db: Database,
  { find, correct }: { readonly find: FindMatches; readonly correct: Correct },
  query: SearchQuery,
  meaning: Meaning = null,
): Promise<SearchPage> {
  const { text, limit = usual, offset = 0 } = query
  const asked = await lookUp(db, askedWords(text))
  const strange = asked.filter(({ known }) => !known).map(({ word }) => word)
  const typing = wordInTyping(text)
  const begun = typing !== null && strange.includes(typing) ? await wordsThatBegin(db, typing) : []
  const corrections = await correct(
    db,
    strange.filter((word) => word !== typing || begun.length === 0),
  )
  const besides = [...corrections.map(({ meant }) => meant), ...begun]
  const stems = await stemsOf(db, besides)
  const stemByWord = new Map([
    ...asked.map(({ word, stem }) => [word, stem] as const),
    ...besides.map((word, index) => [word, stems[index] ?? ''] as const),
  ])
  const words = [...stemByWord.keys()]
  if (words.length === 0 && meaning === null) return nothing
  const filter = filterOf(query)
  const wanted = offset + limit + 1
  const depth = meaning === null ? wanted : Math.max(wanted, fusedDepth)
  const byWords = await findSources(db, find, words, filter, depth)
  const matches =
    meaning === null
      ? byWords
      : await foldMatches(
          db,
          withMeant(byWords, await findMeant(db, meaning, filter, { limit: mostMeant, standsOut: true })),
        )
  const page = matches.slice(offset, offset + limit)
  return { hits: await hitsOf(db, page, stemByWord), hasMore: matches.length > offset + limit, corrections }
}

function filterOf({ roles, types, conversationId, after, before }: SearchQuery): Filter {
  return {
    ...(roles && roles.length > 0 && { roles }),
    ...(types && types.length > 0 && { kinds: types }),
    within: conversationId,
    after,
    before,
  }
}

/** A place where the words stand says more than one that means the same: where both know a source, that is shown. */
function withMeant(byWords: readonly Match[], meant: readonly Match[]): Match[] {
  return fuse(byWords, meant, ({ source }) => source).map(
    ({ item: { source, kind, start, length }, score }) => ({ source, kind, start, length, score }),
  )
}

/** Several of the best may be parts of one message, or tell of one thing: then more are looked for. */
async function findSources(
  db: Database,
  find: FindMatches,
  words: readonly string[],
  filter: Filter,
  wanted: number,
): Promise<Match[]> {
  for (const limit of [wanted, 3 * wanted, 10 * wanted]) {
    const matches = await find(db, words, filter, limit)
    const things = await foldMatches(db, firstOfEach(matches))
    if (things.length >= wanted || matches.length < limit) return things.slice(0, wanted)
  }
  return (await foldMatches(db, firstOfEach(await find(db, words, filter, 50 * wanted)))).slice(0, wanted)
}

function firstOfEach(matches: readonly Match[]): Match[] {
  const seen = new Set<string>()
  return matches.filter(({ source }) => !seen.has(source) && seen.add(source))
}

interface Row {
  readonly id: string
  readonly conversationId: string
  readonly title: string
  readonly role: Role | null
  readonly kind: MessageType | 'context'
  readonly contextType: ContextType | null
  readonly key: string | null
  readonly text: string
  readonly createdAt: string
}

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`)

/** Reads of each match no more than its part. */
async function hitsOf(
  db: Database,
  matches: readonly Match[],
  stemByWord: ReadonlyMap<string, string>,
): Promise<SearchHit[]> {
  if (matches.length === 0) return []
  const asked = sql`json_to_recordset(${JSON.stringify(matches)}::json) as f(source uuid, kind text, start int, length int)`
  const rows = await rowsOf<Row>(
    db,
    sql`select m.id, m.conversation_id as "conversationId", c.title, m.role, m.message_type as kind,
        null as "contextType", null as key, substr(m.content, f.start + 1, f.length) as text, ${iso('m.created_at')}
      from ${asked}
      cross join lateral (select * from message where id = f.source limit 1) as m
      join conversation c on c.id = m.conversation_id
      where f.kind <> 'context'
      union all
      select x.id, x.conversation_id, c.title, null, 'context', x.context_type, x.context_key,
        substr(${contextText}, f.start + 1, f.length), ${iso('x.updated_at')}
      from ${asked}
      cross join lateral (select * from conversation_context where id = f.source limit 1) as x
      join conversation c on c.id = x.conversation_id
      where f.kind = 'context'`,
  )
  const isHit = await hitTest(
    db,
    stemByWord,
    rows.map(({ text }) => text),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return matches.flatMap(({ source, score }) => {
    const row = byId.get(source)
    return row ? [toHit(row, score, isHit)] : []
  })
}

function toHit(
  { text, kind, role, contextType, key, ...rest }: Row,
  score: number,
  isHit: (word: string) => boolean,
): SearchHit {
  const hit = { ...rest, snippet: snippetOf(kind === 'context' ? said(text, isHit) : text, isHit), score }
  if (kind === 'context') return { ...hit, kind, contextType: contextType ?? 'domain', key: key ?? '' }
  return { ...hit, kind: 'message', role: role ?? 'user', messageType: kind }
}

/** Of a fact its value alone, where that says what the key says: «deploys with helm: we deploy with Helm». */
function said(text: string, isHit: (word: string) => boolean): string {
  const [, key = '', value = ''] = /^([^:\n]*): (.+)/su.exec(text) ?? []
  const [ofKey, ofValue] = [wordsOf(key), wordsOf(value)]
  const saysMore = ofValue.length >= Math.max(3, ofKey.length)
  return saysMore && ofValue.some(isHit) && ofKey.filter(isHit).length <= ofValue.filter(isHit).length
    ? value
    : text
}

/** Which words of these texts have the stem of one that was looked for. Postgres is asked for as few stems as may be. */
async function hitTest(
  db: Database,
  stemByWord: ReadonlyMap<string, string>,
  texts: readonly string[],
): Promise<(written: string) => boolean> {
  const wanted = new Set([...stemByWord.values()].filter((stem) => stem !== ''))
  const starts = [...wanted].map(startOf)
  const open = [...new Set(texts.flatMap(wordsOf))].filter(
    (word) => !stemByWord.has(word) && starts.some((start) => word.startsWith(start)),
  )
  const stems = await stemsOf(db, open)
  const hits = new Set(open.filter((_, index) => wanted.has(stems[index] ?? '')))
  return (written) => {
    const word = plain(written)
    return hits.has(word) || wanted.has(stemByWord.get(word) ?? '')
  }
}

/** What a stem has in common with the words that have it: its last letter may be another (`happi`, `happy`). */
const startOf = (stem: string): string => stem.slice(0, Math.max(2, stem.length - 1))
