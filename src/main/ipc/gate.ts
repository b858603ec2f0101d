import { z } from 'zod'
import type { Log } from '../../core/log.ts'
import { requests, type Handlers, type Reply, type RequestName } from '../../shared/contract.ts'
import { AppError, findAppError, reportError } from '../../shared/errors.ts'
import { createLanes, type Lanes } from './lanes.ts'

/** Who asks, as far as it matters. */
export interface Sender {
  /** The page it came from, as long as that lives. */
  readonly id: number
  /** Whether the message came from a window that we opened. */
  readonly ours: boolean
  /** The frame's origin; null when the frame is gone. */
  readonly origin: string | null
  readonly mainFrame: boolean
}

export interface GateOptions {
  readonly handlers: Handlers
  readonly origin: string
  readonly log: Log
}

export type Gate = (sender: Sender, name: unknown, input: unknown) => Promise<Reply<unknown>>

/**
 * The one way in for a page: its sender, the name and the input are checked, in this order, before a handler runs.
 * Never throws: an expected failure crosses as it is, anything else is logged whole and crosses as `internal`.
 */
export function createGate({ handlers, origin, log }: GateOptions): Gate {
  const lanes = createLanes()
  return async (sender, name, input) => {
    try {
      if (!sender.ours || !sender.mainFrame || sender.origin !== origin) {
        throw new AppError('forbidden', 'This page may not ask Hearth for anything.')
      }
      if (!isRequestName(name)) throw new AppError('forbidden', 'There is no such request.')
      return { ok: true, data: await answer(handlers, lanes, sender.id, name, input) }
    } catch (error) {
      const expected = findAppError(error)
      if (!expected) log.error('request.bug', { name, error })
      else if (expected.code === 'cancelled') log.info('request.left', { name })
      else if (expected.code === 'forbidden') log.warn('request.refused', { origin: sender.origin })
      else log.info('request.failed', { name, code: expected.code })
      return { ok: false, error: reportError(error) }
    }
  }
}

/** Own properties only: `__proto__` and `constructor` are no requests. */
function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name)
}

async function answer(
  handlers: Handlers,
  lanes: Lanes,
  sender: number,
  name: RequestName,
  input: unknown,
): Promise<unknown> {
  const parsed = requests[name].input.safeParse(input)
  if (!parsed.success) {
    throw new AppError('invalid_input', `Hearth cannot use this input. ${z.prettifyError(parsed.error)}`, {
      cause: parsed.error,
    })
  }
  // The schema of this very name made it; the compiler cannot follow a name that varies.
  const { lane }: { readonly lane?: (input: never) => string | null } = requests[name]
  const handle: (input: never, signal: AbortSignal) => Promise<unknown> = handlers[name]
  const taken = lane?.(parsed.data as never) ?? null
  return lanes.run(taken === null ? null : `${sender} ${taken}`, (signal) =>
    handle(parsed.data as never, signal),
  )
}
