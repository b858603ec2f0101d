import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import type { SpokenHistory } from '../store.ts'

const noReader =
  'On a database server, questions in SQL need a role that can only read, and DATABASE_READ_URL names none. Have one made: hearth db reader.'

export function queryHistoryAction(history: SpokenHistory): Action {
  return defineAction({
    name: 'query_history',
    description: [
      'Counts and statistics over all conversations, by one SELECT of Postgres.',
      'Tables: conversation(id, title, model, created_at, updated_at, deleted_at),',
      'message(id, conversation_id, role, content, message_type, metadata, created_at, superseded_at),',
      'conversation_context(conversation_id, context_type, context_key, context_value).',
    ].join(' '),
    input: z.strictObject({
      sql: z.string().trim().min(1).max(20_000).describe('One SELECT, without a semicolon at its end'),
    }),
    risk: () => 'read',
    undo: 'yes',
    lacks: () => (history.ask === null ? noReader : null),
    summarize: ({ sql }) => `Ask your history: ${sql}`,
    preview({ sql }) {
      theAsk(history)
      const where = history.isOnServer
        ? 'It runs on the database server, as a role that can only read.'
        : 'It runs on a copy of your history, which is thrown away.'
      return { kind: 'targets', targets: [sql], notes: [`${where} Nothing can be changed by it.`] }
    },
    async execute({ sql }, { signal }) {
      const ask = theAsk(history)
      const { rows, cut } = await ask(sql.replace(/;\s*$/, ''), signal)
      const found = cut ? `the first ${count(rows.length, 'row')}` : count(rows.length, 'row')
      return {
        summary: `Your history gave ${found}.`,
        output: [...rows, ...(cut ? ['There are more rows.'] : [])].join('\n') || 'No rows.',
        source: 'earlier conversations',
      }
    },
  })
}

function theAsk({ ask }: SpokenHistory): NonNullable<SpokenHistory['ask']> {
  if (ask !== null) return ask
  throw new AppError('forbidden', noReader)
}
