import { createHash } from 'node:crypto'

/** Which engine the index is for: both have the same tables, and an index of words of their own. */
export type EngineKind = 'embedded' | 'server'

/** Who looks for words in a text: English stems, and whatever else is written as it is. */
export const language = 'english'

/**
 * `changed`: ids that wait to be taken up. `document`: texts that are looked through, a long one in parts; where they
 * stand in what is shown is `start` and `length`. `word`: how words are spelled here, each with something that holds it.
 */
const tables = `
  create table search.state (layout text not null);
  create sequence search.latest;
  create table search.changed (id uuid primary key, seq bigint not null default nextval('search.latest'));
  create index changed_latest on search.changed (seq);
  create table search.document (
    id bigint primary key generated always as identity,
    source uuid not null,
    kind varchar(20) not null,
    role varchar(20),
    conversation_id uuid not null,
    created_at timestamptz(3) not null,
    start int not null,
    length int not null,
    size int not null,
    text text not null
  );
  create index document_source on search.document (source);
  create index document_conversation on search.document (conversation_id);
  create index document_time on search.document (created_at);
  create index document_kind on search.document (kind) where kind <> 'text';
  create table search.word (word text collate "C" primary key, stem text not null, source uuid);
  create index word_stem on search.word (stem);
  create index word_source on search.word (source)`

/**
 * Whatever changes is written down by its id, in the transaction that changes it. An id that waits already is written
 * again: whoever is taking it up must not miss this change. What is gone has time: nobody finds it any more. What is
 * broken here must stop nobody from writing a message.
 */
const triggers = `
  create function search.note() returns trigger language plpgsql as $body$
  begin
    insert into search.changed (id, seq)
      select id, case tg_op when 'DELETE' then 0 else nextval('search.latest') end from rows order by id
      on conflict (id) do update set seq = excluded.seq;
    return null;
  exception when others then
    raise warning 'search: %', sqlerrm;
    return null;
  end $body$;
  create function search.note_conversation() returns trigger language plpgsql as $body$
  begin
    insert into search.changed (id)
      select id from message where conversation_id = new.id
      union all select id from conversation_context where conversation_id = new.id
      on conflict (id) do update set seq = excluded.seq;
    return null;
  end $body$;
  create trigger search_kept after update on conversation for each row
    when (old.temporary is distinct from new.temporary) execute function search.note_conversation();
  ${['message', 'conversation_context'].map(triggersOf).join(';\n')}`

function triggersOf(table: string): string {
  const trigger = (name: string, event: string, rows: string): string =>
    `create trigger ${name} after ${event} on ${table} referencing ${rows} table as rows
       for each statement execute function search.note()`
  return [
    trigger('search_added', 'insert', 'new'),
    trigger('search_changed', 'update', 'new'),
    trigger('search_removed', 'delete', 'old'),
  ].join(';\n')
}

const indexOf: Record<EngineKind, string> = {
  embedded: `
    create extension pg_textsearch schema search;
    create extension pg_trgm schema search;
    create index document_words on search.document using bm25 (text) with (text_config = '${language}');
    create index word_alike on search.word using gin (word search.gin_trgm_ops)`,
  server: `
    alter table search.document add column words tsvector
      generated always as (to_tsvector('${language}', text)) stored;
    create index document_words on search.document using gin (words)`,
}

/** Oldest first: the last are taken up first. */
const everything = `
  insert into search.changed (id)
  select id from (
    select id, created_at from message union all select id, updated_at from conversation_context
  ) as known order by created_at, id`

/** Names the layout: an index of another one is dropped and made anew. */
export function layoutOf(kind: EngineKind): string {
  return createHash('sha256').update([tables, indexOf[kind], triggers].join('\n')).digest('hex').slice(0, 16)
}

/** Statements that make the index, empty, with all that is stored written down as changed. */
export function makingOf(kind: EngineKind): string[] {
  const all = [
    'drop schema if exists search cascade',
    'create schema search',
    tables,
    indexOf[kind],
    triggers,
    everything,
    `insert into search.state (layout) values ('${layoutOf(kind)}')`,
  ]
  return all.flatMap(statements)
}

/** One at a time: neither engine takes several with Drizzle. Bodies of functions are in `$body$`. */
function statements(sql: string): string[] {
  const parts = sql.split('$body$')
  let current = ''
  const found: string[] = []
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) {
      current += `$body$${part}$body$`
      continue
    }
    const [first = '', ...rest] = part.split(';')
    current += first
    for (const next of rest) {
      found.push(current)
      current = next
    }
  }
  return [...found, current].map((statement) => statement.trim()).filter((statement) => statement !== '')
}
