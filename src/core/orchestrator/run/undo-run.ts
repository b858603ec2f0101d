import { AppError } from '../../../shared/errors.ts'
import type { ProgressMessage } from '../../../shared/message.ts'
import type { UndoReport } from '../../../shared/run.ts'
import type { Actions } from '../../actions/actions.ts'
import { inverseSchema, subjectOf, type Change, type Inverse } from '../../actions/inverse.ts'
import { undo } from '../../actions/undo.ts'
import { findRun, markUndone, type StoredRun } from '../../database/queries/runs.ts'
import type { StepSurroundings } from './run-step.ts'

/**
 * Takes back a step of a run that has ended, or all of its steps, the last first. What was taken back is noted at the
 * step, whose inverse then holds only what was left: nothing is taken back twice. Throws `not_found` for a step that is
 * not there, `forbidden` where there is nothing to take back.
 */
export async function undoRun(
  { room, actions, journal, closing }: StepSurroundings,
  run: StoredRun,
  actionId: string | undefined,
): Promise<UndoReport> {
  const { db, clock, events } = room
  const runId = run.request.metadata?.runId ?? ''
  const chosen = run.steps.filter(({ metadata }) => actionId === undefined || metadata?.actionId === actionId)
  if (chosen.length === 0)
    throw new AppError('not_found', 'Nothing of this was begun, so there is nothing to undo.')
  const undoable = chosen.filter((step) => inverseOf(step).changes.length > 0)
  if (undoable.length === 0)
    throw new AppError('forbidden', 'There is nothing left of this that Hearth could take back.')

  const undone: string[] = []
  const left: { path: string; reason: string }[] = []
  for (const step of undoable.toReversed()) {
    const report = await takeBack(step, actions)
    undone.push(...report.undone.map((change) => (change.kind === 'moved' ? change.from : subjectOf(change))))
    const remains = report.left.map(({ change, reason }) => ({ path: subjectOf(change), reason }))
    left.push(...remains)
    if (!step.metadata) continue
    const { stays: _, ...known } = step.metadata
    if (report.undone.length === 0) {
      // Whoever removes what is in the way can try again.
      await journal.writeStep({ ...step, metadata: { ...known, stays: remains } }, closing)
      continue
    }
    const changes = inverseOf(step).changes.filter((change) =>
      report.left.some((one) => same(one.change, change)),
    )
    const metadata = {
      ...known,
      inverse: { changes },
      undone: { at: clock.now().toISOString(), left: remains },
    }
    await journal.writeStep({ ...step, metadata }, closing)
  }
  const now = await findRun(db, runId)
  const how = now && howUndone(now)
  const result = how && (await markUndone(db, runId, how))
  if (result) events.emit({ type: 'message.saved', message: result })
  return { undone, left }
}

/** To its end, also while Hearth closes: half of it would not be noted. */
async function takeBack(step: ProgressMessage, actions: Actions) {
  const signal = new AbortController().signal
  return undo(inverseOf(step), {
    place: await actions.place(),
    conversationId: step.conversationId,
    signal,
    progress: () => {},
  })
}

function inverseOf({ metadata }: ProgressMessage): Inverse {
  return metadata?.inverse === undefined ? { changes: [] } : inverseSchema.parse(metadata.inverse)
}

/** How much of a run is taken back: all that it changed, some of it, or nothing (null). */
function howUndone({ request, steps }: StoredRun): 'yes' | 'partly' | null {
  if (!steps.some(({ metadata }) => metadata?.undone)) return null
  const planned = new Map(request.metadata?.actions.map((action) => [action.id, action]))
  const changed = steps.filter(({ metadata }) => {
    if (!metadata || metadata.inverse !== undefined) return metadata !== null
    const action = planned.get(metadata.actionId)
    if (action?.risk === 'read') return false
    // What did not end well may have done a part of it.
    const begun = metadata.state === 'succeeded' || metadata.error?.code === 'action_failed'
    return metadata.state === 'unknown' || (begun && action?.undo !== 'yes')
  })
  const whole = changed.every(({ metadata }) => metadata?.undone?.left.length === 0)
  return whole ? 'yes' : 'partly'
}

function same(one: Change, other: Change): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
