import { randomUUID } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BenchedStore } from './benched-store.ts'
import type { CorpusMessage } from './corpus.ts'

/** SQLite as one would use it for the same: write-ahead log, every commit flushed, FTS5 over the content. */
export function openSqlite(folder: string, ids: readonly string[]): BenchedStore {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'bench.sqlite')
  const open = (): DatabaseSync => {
    const opened = new DatabaseSync(file)
    opened.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
    return opened
  }
  let db = open()
  db.exec(`
    create table if not exists conversation (id text primary key, title text not null, updated_at integer not null);
    create table if not exists message (id text primary key, conversation_id text not null references conversation on delete cascade,
      role text not null, content text not null, created_at integer not null);
    create index if not exists message_by_conversation on message (conversation_id, created_at, id);
    create virtual table if not exists found using fts5 (content, content = 'message', content_rowid = 'rowid', tokenize = 'porter');
    create trigger if not exists message_found after insert on message begin
      insert into found (rowid, content) values (new.rowid, new.content); end;`)
  let clock = Number(db.prepare('select coalesce(max(created_at), 0) as at from message').get()?.['at'])

  return {
    async fill(messages: readonly CorpusMessage[]) {
      db.exec('begin')
      const conversation = db.prepare('insert into conversation values (?, ?, 0)')
      for (const [index, id] of ids.entries()) conversation.run(id, `Conversation ${index}`)
      const insert = db.prepare('insert into message values (?, ?, ?, ?, ?)')
      for (const { conversation: at, role, content } of messages)
        insert.run(randomUUID(), ids[at] ?? '', role, content, (clock += 1))
      db.exec('commit; pragma wal_checkpoint(truncate)')
    },
    async insert(conversationId, content) {
      db.exec('begin immediate')
      db.prepare('insert into message values (?, ?, ?, ?, ?)').run(
        randomUUID(),
        conversationId,
        'user',
        content,
        (clock += 1),
      )
      db.prepare('update conversation set updated_at = ? where id = ?').run(clock, conversationId)
      db.exec('commit')
    },
    async lastMessages(conversationId) {
      const sql = 'select * from message where conversation_id = ? order by created_at desc, id desc limit 50'
      return db.prepare(sql).all(conversationId).length
    },
    async index() {
      // Its trigger has done that.
    },
    async search(text) {
      const sql = `select m.id, m.role, m.created_at, c.title, snippet(found, 0, '[', ']', '…', 32) as snippet
        from found join message m on m.rowid = found.rowid join conversation c on c.id = m.conversation_id
        where found match ? order by rank limit 20`
      return db.prepare(sql).all(text.split(' ').join(' OR ')).length
    },
    async count(wanted) {
      const row = db.prepare('select count(*) as n from found where found match ?').get(wanted)
      return Number(row?.['n'])
    },
    async reopen() {
      db.close()
      db = open()
      db.prepare('select count(*) from conversation').get()
    },
    async bytes() {
      db.exec('pragma wal_checkpoint(truncate)')
      return statSync(file).size
    },
    async close() {
      db.close()
    },
  }
}
