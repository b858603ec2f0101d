import { findAppError } from '../../shared/errors.ts'
import type { RequestMessage } from '../../shared/message.ts'
import type { Room } from './room.ts'
import type { EndedRun, Runs } from './runs.ts'
import type { Turns } from './turns.ts'

/** What comes after a plan was answered: its run, and the turns that go on from there. */
export interface FollowUps {
  /** Carries out an approved request; then the model goes on from what came of it. `before`: runs it goes on with. */
  carryOut(request: RequestMessage, before?: readonly EndedRun[]): void
  /** Asks the model for something else than a plan that was declined. */
  instead(request: RequestMessage, wanted: 'explain' | 'otherWay'): void
  /** Begins nothing more, and resolves when the runs and turns that it waits for have ended. */
  close(): Promise<void>
}

export function createFollowUps(
  room: Pick<Room, 'server' | 'history' | 'log'>,
  { runs, turns }: { readonly runs: Pick<Runs, 'start'>; readonly turns: Pick<Turns, 'goOn'> },
): FollowUps {
  const working = new Set<Promise<void>>()
  let closing = false

  async function settled(work: Promise<unknown>): Promise<void> {
    try {
      await work
    } catch (error) {
      // The conversation is gone, another app talks in it, or Hearth is closing: nobody waits for it.
      const expected = findAppError(error)
      if (expected) room.log.warn('follow-up.none', { error, expected: expected.code })
      else room.log.error('follow-up.failed', { error })
    }
  }

  function follow(work: Promise<unknown>): void {
    const followed = settled(work).finally(() => working.delete(followed))
    working.add(followed)
  }

  async function goOn(run: Promise<EndedRun>, before: readonly EndedRun[]): Promise<void> {
    const ended = await run
    const { request, result, instructions } = ended
    room.history.forget(request.conversationId)
    const occasion = { runs: [...before, ended], instead: null }
    if (instructions !== null) {
      await turns.goOn(request, { ...occasion, message: true }, instructions)
      return
    }
    const { status, stopped } = result.metadata ?? {}
    if (
      closing ||
      stopped === true ||
      request.metadata?.model === undefined ||
      (status !== 'succeeded' && status !== 'failed')
    )
      return
    if ((await room.server.status()).state !== 'running') return
    await turns.goOn(request, { ...occasion, message: false })
  }

  return {
    carryOut(request, before = []) {
      // It stays approved; the next opening finds it without a result, and says so.
      if (closing) return
      const { ended } = runs.start(request)
      follow(goOn(ended, before))
    },
    instead: (request, wanted) => follow(turns.goOn(request, { message: false, runs: [], instead: wanted })),
    async close() {
      closing = true
      while (working.size > 0) await Promise.all(working)
    },
  }
}
