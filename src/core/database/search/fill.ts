import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { language } from './layout.ts'
import { longestText, partsOf } from './parts.ts'
import { wordsOf } from './words.ts'

/** A message or a context as it is stored now. */
interface Source {
  readonly source: string
  readonly kind: string
  readonly role: string | null
  readonly conversation_id: string
  readonly created_at: string
  readonly content: string
}

/** Which words are in the vocabulary already. Forgetting some of them costs time and nothing else. */
export type KnownWords = Set<string>
const mostKnown = 100_000

/**
 * Takes up some of what changed, the latest first: what the index had of it goes, what is there now comes in. Resolves
 * with how many were taken up; with none, nothing waits.
 */
export async function fillSome(db: Database, known: KnownWords, limit: number): Promise<number> {
  // Mostly there is nothing: a question is quicker than a transaction.
  const [waiting] = await rowsOf(db, sql`select from search.changed limit 1`)
  if (!waiting) return 0
  const { taken, fresh } = await db.transaction((tx) => takeUp(tx, known, limit))
  // Only now is it sure that they are stored.
  if (known.size + fresh.length > mostKnown) known.clear()
  for (const word of fresh) known.add(word)
  return taken
}

async function takeUp(
  tx: Database,
  known: KnownWords,
  limit: number,
): Promise<{ taken: number; fresh: string[] }> {
  const changed = await rowsOf<{ id: string }>(
    tx,
    sql`delete from search.changed where id in (
      select id from search.changed order by seq desc limit ${limit} for update skip locked
    ) returning id`,
  )
  if (changed.length === 0) return { taken: 0, fresh: [] }
  const ids = sql`(select value::uuid from json_array_elements_text(${JSON.stringify(changed.map(({ id }) => id))}::json))`
  await tx.execute(sql`delete from search.document where source in ${ids}`)
  await tx.execute(sql`update search.word set source = null where source in ${ids}`)
  const fresh = await addDocuments(tx, await rowsOf<Source>(tx, sourcesOf(ids)), known)
  return { taken: changed.length, fresh }
}

/** What may be found of these ids: not what is being written, was replaced, or is to leave nothing behind. */
function sourcesOf(ids: SQL): SQL {
  return sql`
    select m.id as source, m.message_type as kind, m.role, m.conversation_id,
      to_json(m.created_at) #>> '{}' as created_at, left(m.content, ${longestText}) as content
    from ${ids} as changed(id)
    cross join lateral (select * from message where message.id = changed.id limit 1) as m
    join conversation c on c.id = m.conversation_id
    where m.superseded_at is null and not c.temporary
      and coalesce(m.metadata ->> 'status', '') <> 'streaming'
      and coalesce(m.metadata ->> 'state', '') not in ('started', 'output')
    union all
    select x.id, 'context', null, x.conversation_id, to_json(x.updated_at) #>> '{}', left(${contextText}, ${longestText})
    from ${ids} as changed(id)
    cross join lateral (select * from conversation_context where conversation_context.id = changed.id limit 1) as x
    join conversation c on c.id = x.conversation_id
    where x.status <> 'superseded' and not c.temporary`
}

/** What is looked through, and shown, of a context. */
export const contextText = sql.raw(
  `replace(x.context_key, '_', ' ') || ': ' || (x.context_value #>> '{}')
    || coalesce(E'\\n' || nullif(x.evidence, x.context_value #>> '{}'), '')`,
)

async function addDocuments(tx: Database, sources: readonly Source[], known: KnownWords): Promise<string[]> {
  /** Where each was met. */
  const words = new Map<string, string>()
  const documents = sources.flatMap(({ content, ...rest }) =>
    partsOf(content).flatMap(({ start, length, text }) => {
      const found = wordsOf(text)
      for (const word of found) if (isKept(word) && !known.has(word)) words.set(word, rest.source)
      return found.length === 0 ? [] : [{ ...rest, start, length, size: found.length, text: found.join(' ') }]
    }),
  )
  if (documents.length > 0)
    await tx.execute(sql`
      insert into search.document (source, kind, role, conversation_id, created_at, start, length, size, text)
      select * from json_to_recordset(${JSON.stringify(documents)}::json) as r(source uuid, kind text, role text,
        conversation_id uuid, created_at timestamptz, start int, length int, size int, text text)`)
  // In one order, so that two apps do not wait for each other.
  const fresh = [...words]
    .map(([word, source]) => ({ word, source }))
    .sort((a, b) => (a.word < b.word ? -1 : 1))
  if (fresh.length > 0)
    await tx.execute(sql`
      insert into search.word (word, stem, source) select word, ${stemOf(sql.raw('word'))}, source
      from json_to_recordset(${JSON.stringify(fresh)}::json) as r(word text, source uuid)
      on conflict (word) do update set source = excluded.source where search.word.source is null`)
  return fresh.map(({ word }) => word)
}

/** Numbers, hashes and the like are found as they are written, and nobody misspells them. */
function isKept(word: string): boolean {
  return word.length <= 40 && /\p{L}/u.test(word) && !(word.length > 12 && /\d/.test(word))
}

/** What a word is in the index; empty for one that means nothing. */
export function stemOf(word: SQL): SQL {
  return sql`coalesce((ts_lexize(${sql.raw(`'${language}_stem'`)}, ${word}))[1], '')`
}
