import { setTimeout as delay } from 'node:timers/promises'
import { AppError, findAppError, reportError, type AppErrorCode } from '../../../shared/errors.ts'
import type { ProgressMessage, RequestMessage, ResultMessage } from '../../../shared/message.ts'
import type { Database } from '../../database/database.ts'
import { holdConversation } from '../../database/queries/conversations.ts'
import { findMessage } from '../../database/queries/messages.ts'
import { claimRun, closeRun, findRun, markUnknown, writeStep } from '../../database/queries/runs.ts'
import { inOrder } from '../in-order.ts'
import type { Room } from '../room.ts'

/** Milliseconds between two attempts to write what the disk has refused. */
const pauseAfterFailure = 2_000
/** What passes: a full disk, a thread that is started anew, a server that is away. */
const passing = new Set<AppErrorCode | undefined>(['disk_full', 'database', 'database_unreachable'])

export type RunRoom = Pick<Room, 'db' | 'shared' | 'events' | 'clock' | 'newId' | 'log'>

export interface ClosedRun {
  readonly request: RequestMessage
  readonly result: ResultMessage
}

/**
 * What runs write down, and tell the windows once it is on disk. All but `tryStep` go on trying where the disk or the
 * server refuses for a while (which is told, once), until `until` aborts; then they throw what was refused.
 */
export interface Journal {
  /** Null where the request may not become a run, or not now. */
  claim(request: RequestMessage, runId: string, until: AbortSignal): Promise<RequestMessage | null>
  /** Before a step begins. */
  beginStep(step: ProgressMessage, until: AbortSignal): Promise<ProgressMessage>
  writeStep(step: ProgressMessage, until: AbortSignal): Promise<ProgressMessage>
  /** Once, and no more than that: there is more to come. Whether it was written. */
  tryStep(step: ProgressMessage): Promise<boolean>
  /** The result; what another app has written, where it took the run for cut off. */
  close(request: RequestMessage, result: ResultMessage, until: AbortSignal): Promise<ClosedRun>
  /** Closes a run that was cut off: the step that was under way becomes unknown. Null where another app was faster. */
  closeCutOff(request: RequestMessage, result: ResultMessage): Promise<ClosedRun | null>
}

export function createJournal(room: RunRoom): Journal {
  const { db, shared, events, clock, log } = room
  let troubled = false

  function tell(error: unknown): void {
    if (error !== null) log.error('run.unsaved', { error, expected: findAppError(error)?.code })
    if (error === null ? !troubled : troubled) return
    troubled = error !== null
    events.emit({ type: 'store.trouble', error: error === null ? null : reportError(error) })
  }

  async function keepTrying<T>(write: () => Promise<T>, until: AbortSignal): Promise<T> {
    for (;;) {
      try {
        const stored = await write()
        tell(null)
        return stored
      } catch (error) {
        if (!passing.has(findAppError(error)?.code)) throw error
        tell(error)
        if (until.aborted) throw error
      }
      // An abort ends the waiting, and one last attempt is made.
      await delay(pauseAfterFailure, undefined, { signal: until, ref: false }).catch(() => undefined)
    }
  }

  async function save(step: ProgressMessage, to: Database): Promise<ProgressMessage> {
    const { createdAt: _, ...fields } = step
    return writeStep(to, { ...fields, now: clock.now() })
  }

  /** Where others may take the run for cut off (the connection was lost for long), no step begins after they did. */
  async function begin(step: ProgressMessage): Promise<ProgressMessage> {
    return inOrder(room, step.conversationId, async (held) => {
      if (shared && step.metadata?.requestId !== undefined) {
        const request = await findMessage(held, step.metadata.requestId)
        if (request?.messageType === 'agent_request' && request.metadata?.resultId !== undefined)
          throw new AppError('cancelled', 'Another Hearth has taken this run for ended.')
      }
      return save(step, held)
    })
  }

  function told<M extends ProgressMessage | RequestMessage | ResultMessage>(message: M): M {
    events.emit({ type: 'message.saved', message })
    return message
  }

  async function end(request: RequestMessage, result: ResultMessage, cutOff: boolean) {
    const { createdAt: _, ...fields } = result
    return db.transaction(async (tx) => {
      if (shared) await holdConversation(tx, request.conversationId)
      const closed = await closeRun(tx, request.id, { ...fields, now: clock.now() })
      const unknown = closed && cutOff ? await markUnknown(tx, fields.metadata?.runId ?? '') : []
      return { closed, unknown }
    })
  }

  return {
    async claim(request, runId, until) {
      const claim = { requestId: request.id, runId, writer: shared?.appId ?? null }
      const claimed = await keepTrying(
        () => inOrder(room, request.conversationId, (held) => claimRun(held, claim)),
        until,
      )
      return claimed && told(claimed)
    },
    beginStep: async (step, until) => told(await keepTrying(() => begin(step), until)),
    writeStep: async (step, until) => told(await keepTrying(() => save(step, db), until)),
    async tryStep(step) {
      try {
        told(await save(step, db))
        tell(null)
        return true
      } catch (error) {
        const code = findAppError(error)?.code
        // Its conversation was deleted for good: there is nothing left to write.
        if (code === 'not_found') return true
        if (!passing.has(code)) throw error
        tell(error)
        return false
      }
    },
    async close(request, result, until) {
      const { closed } = await keepTrying(() => end(request, result, false), until)
      if (closed) return { request: told(closed.request), result: told(closed.result) }
      const found = await findRun(db, result.metadata?.runId ?? '')
      if (found?.result) return { request: found.request, result: found.result }
      throw new AppError('not_found', 'The request of this run is gone.')
    },
    async closeCutOff(request, result) {
      const { closed, unknown } = await end(request, result, true)
      for (const step of unknown) told(step)
      return closed && { request: told(closed.request), result: told(closed.result) }
    },
  }
}
