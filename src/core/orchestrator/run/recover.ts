import { findAppError } from '../../../shared/errors.ts'
import type { ProgressMessage, RequestMessage, ResultMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { Actions } from '../../actions/actions.ts'
import { clearDrafts } from '../../actions/drafts.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import { findRun, openRuns } from '../../database/queries/runs.ts'
import { makeResult } from './carry-out.ts'
import { describeRun, isUnderWay } from './describe-run.ts'
import type { Journal, RunRoom } from './journal.ts'

/** Milliseconds within which an approval of another app becomes a run. */
const beginning = 60_000

/**
 * Closes the runs that nobody carries out any more, as `interrupted`: all of them when the embedded database is opened,
 * on a server those whose app is gone. What was under way is unknown, and is not done again; what it left half done is cleared
 * away, or told. `isLive`: whether this app
 * carries out a request; it is asked last, as one may begin meanwhile.
 */
export async function recoverRuns(
  room: RunRoom,
  journal: Journal,
  actions: Pick<Actions, 'catalogue' | 'place'>,
  isLive: (request: RequestMessage) => boolean,
): Promise<ResultMessage[]> {
  const { db, log } = room
  const open = await openRuns(db)
  const living = await livingWriters(room, open)
  const results: ResultMessage[] = []
  for (const request of open) {
    const { runId = room.newId(), actions: planned = [] } = request.metadata ?? {}
    const { steps = [] } = (await findRun(db, runId)) ?? {}
    if (isOthers(room, request, living) || isLive(request)) continue
    const underWay = steps.filter(({ metadata }) => isUnderWay(metadata?.state))
    // Without one nothing is waited for: the run may begin meanwhile.
    const left = underWay.length > 0 ? await clearAway(actions, planned, underWay) : []
    const description = describeRun({ actions: planned, steps, reason: 'interrupted', cutOff: true, left })
    const startedAt = steps[0]?.metadata?.startedAt
    const result = makeResult(room, { request, runId, startedAt }, description)
    const closed = await journal.closeCutOff(request, result)
    if (closed) results.push(closed.result)
  }
  if (results.length > 0) log.warn('runs.interrupted', { count: results.length })
  return results
}

/** What steps left that were under way. Returns where something stays that may be all that there is. */
async function clearAway(
  { catalogue, place }: Pick<Actions, 'catalogue' | 'place'>,
  planned: readonly PlannedAction[],
  steps: readonly ProgressMessage[],
): Promise<string[]> {
  const left: string[] = []
  for (const { id, metadata } of steps) {
    const action = planned.find((one) => one.id === metadata?.actionId)
    try {
      if (action) left.push(...(await clearDrafts(plannedStep(catalogue, action), id, await place())))
    } catch (error) {
      // An action that there is no more.
      if (!findAppError(error)) throw error
    }
  }
  return left
}

async function livingWriters(
  { shared }: RunRoom,
  open: readonly RequestMessage[],
): Promise<ReadonlySet<string>> {
  const writers = open.flatMap(({ metadata }) => metadata?.writer ?? [])
  return shared && writers.length > 0 ? shared.living(writers) : new Set()
}

/** Another app carries it out, or is about to begin. */
function isOthers(
  { shared, clock }: RunRoom,
  { metadata }: RequestMessage,
  living: ReadonlySet<string>,
): boolean {
  if (!shared) return false
  const { writer, runId, answeredAt } = metadata ?? {}
  if (writer !== undefined) return writer !== shared.appId && living.has(writer)
  if (runId !== undefined || answeredAt === undefined) return false
  return new Date(answeredAt).getTime() > clock.now().getTime() - beginning
}
