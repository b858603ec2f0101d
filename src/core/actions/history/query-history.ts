import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import type { SpokenHistory } from '../store.ts'

export function queryHistoryAction(history: SpokenHistory): Action {
  return defineAction({
    name: 'query_history',
    description: [
      'Answers a question to the history of conversations by one SELECT of Postgres, for counting and statistics.',
      'Tables: conversation(id, title, model, created_at, updated_at, deleted_at),',
      'message(id, conversation_id, role, content, message_type, metadata, created_at, superseded_at),',
      'conversation_context(conversation_id, context_type, context_key, context_value).',
    ].join(' '),
    input: z.strictObject({
      sql: z.string().trim().min(1).max(20_000).describe('One SELECT, without a semicolon at its end'),
    }),
    risk: () => 'read',
    undo: 'yes',
    summarize: ({ sql }) => `Ask your history: ${sql}`,
    preview: ({ sql }) => ({
      kind: 'targets',
      targets: [sql],
      notes: ['It runs on a copy of your history, which is thrown away. Nothing can be changed by it.'],
    }),
    async execute({ sql }, { signal }) {
      if (history.ask === null) {
        throw new AppError(
          'forbidden',
          'Questions in SQL are not possible while a database server keeps what is said: there it cannot be kept to reading.',
        )
      }
      const { rows, cut } = await history.ask(sql.replace(/;\s*$/, ''), signal)
      const found = cut ? `the first ${count(rows.length, 'row')}` : count(rows.length, 'row')
      return {
        summary: `Your history gave ${found}.`,
        output: [...rows, ...(cut ? ['There are more rows.'] : [])].join('\n') || 'No rows.',
        source: 'earlier conversations',
      }
    },
  })
}
