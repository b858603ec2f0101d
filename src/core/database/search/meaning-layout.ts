import { createHash } from 'node:crypto'

/** Kinds of texts that are found by what they mean. What a step put out is not: it is long, and seldom anybody's words. */
const meantKinds = ['text', 'context', 'agent_request', 'agent_result'] as const

/** An embedding model: what one gives is of no use to another. */
export interface MeaningModel {
  readonly name: string
  /** Of its file: another one under the same name is another model. */
  readonly digest: string
  /** How many numbers it gives for a text. */
  readonly dimensions: number
}

/**
 * `to_mean`: documents that wait for their vectors. `meaning`: pieces of them, each with the signs of its vector, one bit a
 * number, which is what is looked through; where it stands in what is shown is `start` and `length`. `meaning_vector`: the
 * numbers, half a float each. In a table of their own, since 100,000 pieces are then 17 MB to look through and not 200. A
 * document that is taken up anew takes all of it along.
 */
const tables = ({ dimensions }: MeaningModel): string[] => [
  `create table search.to_mean (document bigint primary key references search.document on delete cascade)`,
  `create table search.meaning (
    id bigint primary key generated always as identity,
    document bigint not null references search.document on delete cascade,
    start int not null,
    length int not null,
    signs bit(${dimensions}) not null
  )`,
  `create table search.meaning_vector (
    id bigint primary key references search.meaning on delete cascade,
    vector search.halfvec(${dimensions}) not null
  )`,
  `create index meaning_document on search.meaning (document)`,
]

const kinds = meantKinds.map((kind) => `'${kind}'`).join(', ')

const following = [
  `create function search.note_meaning() returns trigger language plpgsql as $body$
  begin
    insert into search.to_mean select id from rows where kind in (${kinds}) order by id;
    return null;
  end $body$`,
  `create trigger document_means after insert on search.document referencing new table as rows
    for each statement execute function search.note_meaning()`,
  `insert into search.to_mean select id from search.document where kind in (${kinds})`,
]

/** Takes away what was made for another model. */
export const removing = [
  'drop trigger if exists document_means on search.document',
  'drop function if exists search.note_meaning()',
  'drop table if exists search.meaning_vector, search.meaning, search.to_mean, search.meaning_state',
]

/** Names the model and how its vectors are kept. */
export function meaningLayout(model: MeaningModel): string {
  const parts = [model.digest, ...tables(model), ...following]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
}

/** Statements that make the tables for a model, empty, with every document waiting. */
export function meaningMaking(model: MeaningModel): string[] {
  return [
    ...removing,
    'create extension if not exists vector schema search',
    ...tables(model),
    ...following,
    'create table search.meaning_state (layout text not null)',
    `insert into search.meaning_state (layout) values ('${meaningLayout(model)}')`,
  ]
}
