import { markInterrupted } from './database/queries/interrupted.ts'
import { expirePlans } from './orchestrator/requests/requests.ts'
import type { Room } from './orchestrator/room.ts'
import type { Runs } from './orchestrator/runs.ts'

/**
 * Marks what a crash cut off, deletes for good what was deleted a while ago, and ends plans that have waited for too
 * long, now and every minute. What is cut off later is another app's, on a server.
 */
export async function tidy(
  room: Room,
  { purge, recover }: { purge(): Promise<void> } & Pick<Runs, 'recover'>,
): Promise<NodeJS.Timeout> {
  const { db, shared, events, log } = room
  async function mark(): Promise<void> {
    const interrupted = await markInterrupted(db, shared)
    if (interrupted.length > 0) log.warn('answers.interrupted', { count: interrupted.length })
    for (const message of interrupted) events.emit({ type: 'message.saved', message })
    await recover()
  }
  await mark()
  await purge()
  await expirePlans(room)
  const every = setInterval(() => {
    Promise.all([purge(), expirePlans(room), shared ? mark() : null]).catch((error: unknown) =>
      log.error('tidy', { error }),
    )
  }, 60_000)
  return every.unref()
}
