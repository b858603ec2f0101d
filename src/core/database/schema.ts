import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { contextOrigins, contextStatuses, contextTypes, type EarlierValue } from '../../shared/context.ts'
import { messageTypes, type MessageType, type Role } from '../../shared/message.ts'

/**
 * The tables: the three of what is said and remembered, then those of what actions need. Migrations under drizzle/ are generated from this file (`npm run db:generate -- NAME`).
 * Times have milliseconds and no more, so that a JavaScript Date holds them exactly and can serve as a cursor.
 */
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const conversation = pgTable(
  'conversation',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    title: text('title').notNull(),
    titledBy: varchar('titled_by', { length: 10 })
      .$type<'message' | 'model' | 'person'>()
      .notNull()
      .default('message'),
    model: text('model'),
    numCtx: integer('num_ctx').notNull(),
    draft: text('draft').notNull().default(''),
    /** Nothing of it is learned, found, recalled or exported, and it is deleted when it is left. */
    temporary: boolean('temporary').notNull().default(false),
    /** What the beginning of a long conversation came to, and the last message that this tells of. */
    summary: text('summary'),
    summaryUntil: uuid('summary_until'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** Set when a person deletes it; until it is purged they may have it back. */
    deletedAt: moment('deleted_at'),
  },
  (table) => [index('conversation_by_time').on(table.updatedAt, table.id)],
)

export const message = pgTable(
  'message',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    role: varchar('role', { length: 20 }).$type<Role>().notNull(),
    content: text('content').notNull(),
    messageType: varchar('message_type', { length: 20, enum: messageTypes })
      .$type<MessageType>()
      .notNull()
      .default('text'),
    metadata: jsonb('metadata').$type<unknown>(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Set when an edit or a new answer took its place: kept, but no longer part of the conversation. */
    supersededAt: moment('superseded_at'),
  },
  (table) => [
    index('message_by_conversation').on(table.conversationId, table.createdAt, table.id),
    // Only answers that are being written: after a crash they are found without reading the table.
    index('message_streaming')
      .on(table.id)
      .where(sql`(${table.metadata} ->> 'status') = 'streaming'`),
    // Only requests that are not done with: those that wait for an answer, and those whose run has no result.
    index('message_open_request')
      .on(table.id)
      .where(
        sql`message_type = 'agent_request' and (metadata ->> 'status' = 'pending' or (metadata ->> 'status' = 'approved' and not metadata ? 'resultId'))`,
      ),
    index('message_by_run')
      .on(sql`(${table.metadata} ->> 'runId')`)
      .where(sql`message_type <> 'text'`),
  ],
)

export const conversationContext = pgTable(
  'conversation_context',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    contextType: varchar('context_type', { length: 50, enum: contextTypes }).notNull(),
    contextKey: varchar('context_key', { length: 255 }).notNull(),
    contextValue: jsonb('context_value').$type<unknown>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    status: varchar('status', { length: 20, enum: contextStatuses }).notNull().default('kept'),
    origin: varchar('origin', { length: 20, enum: contextOrigins }).notNull().default('said'),
    /** How sure the model was, from 0 to 1; null where a person said it. */
    confidence: real('confidence'),
    /** The person's words that it rests on. */
    evidence: text('evidence'),
    /** The message in which they were said. */
    messageId: uuid('message_id').references(() => message.id, { onDelete: 'set null' }),
    pinned: boolean('pinned').notNull().default(false),
    /** When it last went into a prompt, and into how many. */
    usedAt: moment('used_at'),
    useCount: integer('use_count').notNull().default(0),
    /** What it said before, the oldest first. */
    history: jsonb('history').$type<readonly EarlierValue[]>().notNull().default([]),
  },
  (table) => [
    unique('conversation_context_key').on(table.conversationId, table.contextKey),
    index('context_by_key').on(table.contextKey),
    index('context_by_time').on(table.updatedAt, table.id),
    index('context_by_message').on(table.messageId),
  ],
)

/** What is not to be learned again. Only a hash of it stays: what was forgotten is gone. */
export const forgotten = pgTable(
  'forgotten',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** `words`: a fact from the same words. `key`: anything under this key. */
    kind: varchar('kind', { length: 10, enum: ['words', 'key'] }).notNull(),
    /** SHA-256 (hex), of the words or the key. */
    hash: text('hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('forgotten_hash').on(table.kind, table.hash)],
)

/**
 * Folders in which actions may work. On a server each computer has its own: a path means nothing on another one. A unique
 * index and no constraint: of that drizzle-kit reads the columns back in any order, and finds a change.
 */
export const folderGrant = pgTable(
  'folder_grant',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Which computer and data folder it was granted on. */
    computer: text('computer').notNull(),
    path: text('path').notNull(),
    grantedAt: moment('granted_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('folder_grant_path').on(table.computer, table.path)],
)

/** Actions that only read and that are always allowed in a granted folder. They go with its grant. */
export const rule = pgTable(
  'rule',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    grantId: uuid('grant_id')
      .notNull()
      .references(() => folderGrant.id, { onDelete: 'cascade' }),
    action: varchar('action', { length: 100 }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('rule_action').on(table.grantId, table.action)],
)

/** Something to be told at a time. */
export const reminder = pgTable(
  'reminder',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Where it was asked for; it outlives that. */
    conversationId: uuid('conversation_id').references(() => conversation.id, { onDelete: 'set null' }),
    text: text('text').notNull(),
    dueAt: moment('due_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    firedAt: moment('fired_at'),
  },
  (table) => [
    index('reminder_waiting')
      .on(table.dueAt)
      .where(sql`fired_at is null`),
    index('reminder_by_conversation').on(table.conversationId),
  ],
)

/** What a person chose, a row a section, on one computer and data folder. What must be known earlier lies in a file. */
export const setting = pgTable(
  'setting',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    computer: text('computer').notNull(),
    /** A section of the settings, or what a part of Hearth keeps for itself from one start to the next. */
    name: varchar('name', { length: 100 }).notNull(),
    value: jsonb('value').notNull(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('setting_name').on(table.computer, table.name)],
)
