import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
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

export const contextTypes = ['domain', 'preference', 'project', 'technology'] as const

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
  },
  (table) => [unique('conversation_context_key').on(table.conversationId, table.contextKey)],
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
