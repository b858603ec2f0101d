import { AppError } from '../../../shared/errors.ts'
import type { RequestMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { Database } from '../../database/database.ts'
import { findMessage } from '../../database/queries/messages.ts'
import type { StoredRun } from '../../database/queries/runs.ts'
import { restOfPlan } from './rest-of-plan.ts'

/** Makes a plan of actions that waits for a yes, and stores it. `from`: the request that they are a part of. */
export type Propose = (actions: readonly PlannedAction[], from: RequestMessage) => Promise<RequestMessage>

/** Asks for what an interrupted run has not begun. Whoever asks again gets the same plan while it waits. */
export function createGoOn(db: Database, propose: Propose): (run: StoredRun) => Promise<RequestMessage> {
  const asked = new Map<string, Promise<RequestMessage>>()

  async function again(before: Promise<RequestMessage>): Promise<RequestMessage | null> {
    const { id } = await before
    const found = await findMessage(db, id)
    if (found?.messageType !== 'agent_request') return null
    if (found.metadata?.status === 'approved')
      throw new AppError('forbidden', 'This run has gone on already.')
    return found.metadata?.status === 'pending' ? found : null
  }

  return async (run) => {
    const rest = restOfPlan(run)
    const before = asked.get(run.request.id)
    const waiting = before && (await again(before))
    if (waiting) return waiting
    const current = asked.get(run.request.id)
    if (current && current !== before) return current
    const proposed = propose(rest, run.request)
    asked.set(run.request.id, proposed)
    proposed.catch(() => asked.delete(run.request.id))
    return proposed
  }
}
