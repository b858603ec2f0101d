import type { RequestMessage, ResultMessage } from '../../../shared/message.ts'
import { findRun, openRuns } from '../../database/queries/runs.ts'
import { makeResult } from './carry-out.ts'
import { describeRun } from './describe-run.ts'
import type { Journal, RunRoom } from './journal.ts'

/** Milliseconds within which an approval of another app becomes a run. */
const beginning = 60_000

/**
 * Closes the runs that nobody carries out any more, as `interrupted`: all of them when the embedded database is opened,
 * on a server those whose app is gone. What was under way is unknown, and is not done again. `isLive`: whether this app
 * carries out a request; it is asked last, as one may begin meanwhile.
 */
export async function recoverRuns(
  room: RunRoom,
  journal: Journal,
  isLive: (request: RequestMessage) => boolean,
): Promise<ResultMessage[]> {
  const { db, log } = room
  const open = await openRuns(db)
  const living = await livingWriters(room, open)
  const results: ResultMessage[] = []
  for (const request of open) {
    const { runId = room.newId(), actions = [] } = request.metadata ?? {}
    const { steps = [] } = (await findRun(db, runId)) ?? {}
    if (isOthers(room, request, living) || isLive(request)) continue
    const description = describeRun({ actions, steps, reason: 'interrupted', cutOff: true })
    const startedAt = steps[0]?.metadata?.startedAt
    const result = makeResult(room, { request, runId, startedAt }, description)
    const closed = await journal.closeCutOff(request, result)
    if (closed) results.push(closed.result)
  }
  if (results.length > 0) log.warn('runs.interrupted', { count: results.length })
  return results
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
