import { AppError } from '../../../shared/errors.ts'
import type { WorkerError } from './worker-protocol.ts'

/** From what the database's thread reports to errors: expected ones say what to do. */
export function toError({ message, code, detail, constraint, stack }: WorkerError): Error {
  const cause = Object.assign(new Error(message), { code, detail, constraint })
  if (stack !== undefined) cause.stack = stack
  if (code === '53100' || /no space left|ENOSPC/i.test(message)) {
    const advice = 'The disk is full, so this could not be saved. Free some space and try again.'
    return new AppError('disk_full', advice, { cause })
  }
  // Data and index corrupted: a page that cannot be read, an index that contradicts its table.
  if (code === 'XX001' || code === 'XX002') {
    const advice = 'A part of the database is damaged. Restore a snapshot: hearth db snapshots.'
    return new AppError('database_damaged', advice, { cause })
  }
  return cause
}

/** Postgres refuses to start over this folder, although its files seemed complete. */
export function openingError(error: WorkerError): Error {
  const cause = toError(error)
  if (cause instanceof AppError) return cause
  return new AppError('database_damaged', 'The database could not be opened. Nothing was changed.', { cause })
}
