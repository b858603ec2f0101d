import { AppError } from '../shared/errors.ts'

/** Throws AppError `cancelled` once the person has stopped the run. */
export function checkStop(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'It was stopped.')
}
