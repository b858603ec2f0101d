import { setTimeout as wait } from 'node:timers/promises'

/**
 * Hands out items at a rate. Timers are too coarse for a thousand a second, so the clock decides how many are due: a
 * late timer is caught up with, and the rate holds over any length. Ends quietly when the signal fires.
 */
export async function* paced<T>(
  items: Iterable<T> | AsyncIterable<T>,
  perSecond: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const start = performance.now()
  let sent = 0
  for await (const item of items) {
    if (signal.aborted) return
    if (perSecond !== undefined) {
      const early = start + (sent * 1_000) / perSecond - performance.now()
      if (early > 0 && !(await pause(early, signal))) return
    }
    yield item
    sent += 1
  }
}

/** Waits; false when the signal fired meanwhile. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal })
    return true
  } catch {
    return false
  }
}

/** Resolves when the promise is settled or the signal fires, whichever comes first. */
export async function settled(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise: aborted, resolve } = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => resolve(), { once: true })
  await Promise.race([promise.catch(() => {}), aborted])
}
