import { AppError } from '../../shared/errors.ts'

/** Says it of a read that was left. */
export const nobodyWaits = (): AppError => new AppError('cancelled', 'Nobody waits for this any more.')

/** What the work gives. Rejects with `why` at once when the signal aborts; the work is then nobody's. */
export async function unlessAborted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  why: () => Error,
): Promise<T> {
  if (signal.aborted) throw why()
  const aborted = Promise.withResolvers<never>()
  const leave = (): void => aborted.reject(why())
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([work(), aborted.promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
