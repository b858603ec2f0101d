import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { contextText } from './fill.ts'
import { meaningLayout, meaningMaking, removing, type MeaningModel } from './meaning-layout.ts'
import { partsOf } from './parts.ts'

/** A text whose meaning is wanted. */
export interface WaitingText {
  readonly document: number
  /** Its pieces; none where it is gone or empty. */
  readonly pieces: readonly WaitingPiece[]
}
export interface WaitingPiece {
  /** Where it stands in the text that is shown, in characters. */
  readonly start: number
  readonly length: number
  readonly text: string
}

/** What a piece means, as an embedding model tells. */
export interface MeantPiece {
  readonly document: number
  readonly start: number
  readonly length: number
  readonly vector: readonly number[]
}

export interface MeaningProgress {
  readonly done: number
  readonly waiting: number
}

/** What texts mean, beside the index of their words: vectors of an embedding model, which somebody else asks. */
export interface Meanings {
  /** Makes place for what this model gives. What another one gave is dropped, and every text waits again. */
  begin(model: MeaningModel): Promise<void>
  /** Some of the texts that wait, the latest first. Empty when none does. */
  waiting(limit: number): Promise<readonly WaitingText[]>
  /** Texts that waited: what is given of them is kept, also where that is nothing. */
  put(documents: readonly number[], pieces: readonly MeantPiece[]): Promise<void>
  /** Null before `begin`. */
  progress(): Promise<MeaningProgress | null>
  /** Drops all of it. */
  remove(): Promise<void>
}

/** About how many characters go into one vector: a short model reads no more than 256 tokens. */
const pieceLength = 1_000

export function createMeanings(db: Database): Meanings {
  return {
    async begin(model) {
      if ((await storedMeaning(db)) === meaningLayout(model)) return
      await db.transaction(async (tx) => {
        for (const statement of meaningMaking(model)) await tx.execute(sql.raw(statement))
      })
    },
    waiting: (limit) => readWaiting(db, limit),
    put: (documents, pieces) => store(db, documents, pieces),
    async progress() {
      if ((await storedMeaning(db)) === null) return null
      const [row] = await rowsOf<MeaningProgress>(
        db,
        sql`select (select count(distinct document) from search.meaning)::int as done,
          (select count(*) from search.to_mean)::int as waiting`,
      )
      return row ?? null
    },
    async remove() {
      if ((await storedMeaning(db)) === null) return
      await db.transaction(async (tx) => {
        for (const statement of removing) await tx.execute(sql.raw(statement))
      })
    },
  }
}

/** Names the model that the vectors are of, as `meaningLayout` does. Null where there are none. */
export async function storedMeaning(db: Database): Promise<string | null> {
  const [found] = await rowsOf<{ there: boolean }>(
    db,
    sql`select to_regclass('search.meaning_state') is not null as there`,
  )
  if (!found?.there) return null
  const [state] = await rowsOf<{ layout: string }>(db, sql`select layout from search.meaning_state`)
  return state?.layout ?? null
}

async function readWaiting(db: Database, limit: number): Promise<WaitingText[]> {
  const rows = await rowsOf<{ id: number; start: number; text: string | null }>(
    db,
    sql`select d.id::float8 as id, d.start, case when d.kind = 'context'
        then (select substr(${contextText}, d.start + 1, d.length) from conversation_context x where x.id = d.source)
        else (select substr(m.content, d.start + 1, d.length) from message m where m.id = d.source) end as text
      from (select document from search.to_mean order by document desc limit ${limit}) as waiting
      join search.document d on d.id = waiting.document order by d.id desc`,
  )
  return rows.map(({ id, start, text }) => ({
    document: id,
    pieces: partsOf(text ?? '', pieceLength)
      .filter((piece) => piece.text.trim() !== '')
      .map((piece) => ({ start: start + piece.start, length: piece.length, text: piece.text })),
  }))
}

async function store(
  db: Database,
  documents: readonly number[],
  pieces: readonly MeantPiece[],
): Promise<void> {
  if (documents.length === 0) return
  const rows = pieces.map(({ vector, ...rest }) => ({ ...rest, vector: JSON.stringify(vector) }))
  await db.transaction(async (tx) => {
    // Some may have been taken up anew meanwhile, and wait again under another number.
    await tx.execute(
      sql`with given as materialized (
          select document, start, length, vector::search.halfvec as vector
          from json_to_recordset(${JSON.stringify(rows)}::json) as r(document bigint, start int, length int, vector text)
          where exists (select from search.to_mean w where w.document = r.document)
        ), placed as (
          insert into search.meaning (document, start, length, signs)
          select document, start, length, search.binary_quantize(vector) from given returning id, document, start
        ) insert into search.meaning_vector (id, vector)
          select placed.id, given.vector from placed join given using (document, start)`,
    )
    await tx.execute(
      sql`delete from search.to_mean where document in
        (select value::bigint from json_array_elements_text(${JSON.stringify(documents)}::json))`,
    )
  })
}
