import { AppError } from '../../../shared/errors.ts'
import type { RequestMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { Database } from '../../database/database.ts'
import { requestsAfter, type StoredRun } from '../../database/queries/runs.ts'
import { restOfPlan } from './rest-of-plan.ts'

/** Makes a plan of actions that waits for a yes, and stores it. `from`: the request that they are a part of. */
export type Propose = (actions: readonly PlannedAction[], from: RequestMessage) => Promise<RequestMessage>

/**
 * Asks for what an interrupted run has not begun. Whoever asks again, after a restart too, gets the same plan while it
 * waits, and `forbidden` once it was approved.
 */
export function createGoOn(db: Database, propose: Propose): (run: StoredRun) => Promise<RequestMessage> {
  const asking = new Map<string, Promise<RequestMessage>>()

  async function ask(run: StoredRun): Promise<RequestMessage> {
    const { request } = run
    const rest = restOfPlan(run)
    const wanted = stepsOf(rest)
    const later = await requestsAfter(db, request)
    const asked = later.filter(({ metadata }) => stepsOf(metadata?.actions ?? []) === wanted)
    if (asked.some(({ metadata }) => metadata?.status === 'approved'))
      throw new AppError('forbidden', 'This run has gone on already.')
    return asked.find(({ metadata }) => metadata?.status === 'pending') ?? propose(rest, request)
  }

  return (run) => {
    const { id } = run.request
    const before = asking.get(id)
    if (before) return before
    const current = ask(run).finally(() => asking.delete(id))
    asking.set(id, current)
    return current
  }
}

/** What is done, whatever its steps are called. */
function stepsOf(actions: readonly PlannedAction[]): string {
  return JSON.stringify(actions.map(({ action, arguments: args }) => [action, args]))
}
