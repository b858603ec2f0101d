import { AppError } from '../../../shared/errors.ts'
import type { HistoryAnswer } from '../../ask-history.ts'
import { answerOf, boundQuestion, questionError } from '../question.ts'
import { ask, type Call } from './ask.ts'

/**
 * Answers one SELECT on a copy. That it is a copy in a thread of its own is what keeps the database safe, not the text of
 * the question: as a part of another SELECT it can hardly be anything else, but Postgres itself would let it read and
 * write what it likes.
 */
export async function askCopy(call: Call, sql: string): Promise<HistoryAnswer> {
  // Those leave nothing behind: not in an answer either.
  await ask(call, 'delete from conversation where temporary or deleted_at is not null')
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
