import { AppError } from '../../../shared/errors.ts'
import type { HistoryAnswer } from '../../ask-history.ts'
import { answerOf, boundQuestion, questioned, questionError } from '../question.ts'
import { ask, type Call } from './ask.ts'

/**
 * What a question may not reach. The rows that leave nothing behind, in the tables, in the index of the search and in the
 * planner's samples. Their bytes are still in the files: so the question is asked as a role that may read our tables and
 * nothing else, for files are read by functions that only an owner may call. `set_config` would make it the owner again.
 */
const narrowing = [
  'delete from conversation where temporary or deleted_at is not null',
  'drop schema if exists search cascade',
  'delete from pg_statistic',
  `delete from pg_proc where proname = 'set_config'`,
  'create role question',
  'grant usage on schema public to question',
  `grant select on ${questioned.join(', ')} to question`,
  'set role question',
]

/**
 * Answers one SELECT on a copy. That it is a copy in a thread of its own is what keeps the database safe, not the text of
 * the question: as a part of another SELECT it can hardly be anything else, but a function may write what it likes.
 */
export async function askCopy(call: Call, sql: string): Promise<HistoryAnswer> {
  for (const statement of narrowing) await call({ kind: 'exec', sql: statement })
  try {
    return answerOf(await ask<{ line: string }>(call, boundQuestion(sql)))
  } catch (error) {
    throw (
      questionError(error) ??
      new AppError('action_failed', 'This question could not be answered: it ended the copy it ran on.', {
        cause: error,
      })
    )
  }
}
