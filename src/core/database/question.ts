import { AppError, findAppError } from '../../shared/errors.ts'
import type { HistoryAnswer } from '../ask-history.ts'
import { sqlState } from './sql-state.ts'

/** What a question may read: what was said and what is remembered, as `query_history` describes it. */
export const questioned = ['conversation', 'message', 'conversation_context'] as const
export type Questioned = (typeof questioned)[number]

/** Questions in SQL that a model wrote: how large an answer may be, and what is said when there is none. */
const most = { rows: 200, ofRow: 2_000, ofReason: 1_000 }

/** The question as a part of another one, so that no answer is larger than 0.4 million characters. */
export function boundQuestion(sql: string): string {
  return `select left(to_json(answer)::text, ${most.ofRow}) as line from (${sql}\n) as answer limit ${most.rows + 1}`
}

export function answerOf(found: readonly { readonly line: string }[]): HistoryAnswer {
  return { rows: found.slice(0, most.rows).map(({ line }) => line), cut: found.length > most.rows }
}

/** Where Postgres said what is wrong with the question: that. Null for other failures. */
export function questionError(error: unknown): AppError | null {
  if (!(error instanceof Error) || findAppError(error) || sqlState(error) === null) return null
  // The question can put what it likes into it.
  const reason = Array.from(error.message.slice(0, most.ofReason * 2))
    .slice(0, most.ofReason)
    .join('')
  return new AppError('invalid_input', `Postgres does not take this question: ${reason}.`, { cause: error })
}

/** `workMs`: milliseconds that it was given. */
export function tooLong(workMs: number, cause: unknown): AppError {
  const seconds = workMs / 1_000
  return new AppError('action_failed', `This took longer than ${seconds} seconds and was given up.`, {
    cause,
  })
}
