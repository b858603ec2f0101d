import type { Log } from '../../log.ts'
import type { Ask, Line } from './line.ts'

/**
 * Conversations that this app has for itself: advisory locks of the line, which end with it whatever happens to the app,
 * and which it takes again when it is back.
 */
export interface Claims {
  /** Null while another app has it. `before` is waited for when it is given back. */
  take(conversationId: string, before: () => Promise<void>): Promise<(() => Promise<void>) | null>
  takeAgain(ask: Ask): Promise<void>
}

const key = `hashtextextended('hearth conversation ' || $1, 0)`

export function createClaims(line: () => Line, log: Log): Claims {
  /** How often each is had: a turn may begin while the one before it is being told. */
  const had = new Map<string, number>()

  function count(conversationId: string, by: 1 | -1): void {
    const now = (had.get(conversationId) ?? 0) + by
    if (now > 0) had.set(conversationId, now)
    else had.delete(conversationId)
  }

  async function giveBack(conversationId: string, before: () => Promise<void>): Promise<void> {
    await before()
    count(conversationId, -1)
    // It went with the connection, and is not taken again.
    if (line().isLost()) return
    await line()
      .ask(`select pg_advisory_unlock(${key})`, [conversationId])
      .catch((error: unknown) => log.info('claim.lost', { error }))
  }

  return {
    async take(conversationId, before) {
      const [row] = await line().ask<{ mine: boolean }>(`select pg_try_advisory_lock(${key}) as mine`, [
        conversationId,
      ])
      if (!row?.mine) return null
      count(conversationId, 1)
      return () => giveBack(conversationId, before)
    },
    async takeAgain(ask) {
      for (const [conversationId, times] of had)
        for (let time = 0; time < times; time += 1)
          await ask(`select pg_try_advisory_lock(${key})`, [conversationId])
    },
  }
}
