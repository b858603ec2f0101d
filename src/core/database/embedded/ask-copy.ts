import { AppError, findAppError } from '../../../shared/errors.ts'
import type { HistoryAnswer } from '../../ask-history.ts'
import { sqlState } from '../sql-state.ts'
import { ask, type Call } from './ask.ts'

const most = { rows: 200, ofRow: 2_000 }

/**
 * Answers one SELECT on a copy. That it is a copy in a thread of its own is what keeps the database safe, not the text of
 * the question: as a part of another SELECT it can hardly be anything else, but Postgres itself would let it read and
 * write what it likes. Rows come as cut texts, so that no answer is larger than 0.4 million characters.
 */
export async function askCopy(call: Call, sql: string): Promise<HistoryAnswer> {
  const whole = `select left(to_json(answer)::text, ${most.ofRow}) as line from (${sql}\n) as answer limit ${most.rows + 1}`
  try {
    const found = await ask<{ line: string }>(call, whole)
    const rows = found.slice(0, most.rows).map(({ line }) => line)
    return { rows, cut: found.length > most.rows }
  } catch (error) {
    if (error instanceof Error && !findAppError(error) && sqlState(error) !== null)
      throw new AppError('invalid_input', `Postgres does not take this question: ${error.message}.`, {
        cause: error,
      })
    throw new AppError('action_failed', 'This question could not be answered: it ended the copy it ran on.', {
      cause: error,
    })
  }
}
