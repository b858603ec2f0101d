import type { AppErrorCode, ErrorReport } from '../../../shared/errors.ts'
import type { ProgressMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { ProgressMetadata, ResultMetadata, RunStatus } from '../../../shared/run.ts'
import { visible } from '../../../shared/visible.ts'
import type { StopReason } from './control.ts'

export interface RunFindings {
  readonly actions: readonly PlannedAction[]
  readonly steps: readonly ProgressMessage[]
  /** Why it ended before its last step, where no step failed. */
  readonly reason: StopReason | null
  readonly stopped?: boolean
  /** Nobody saw its end. */
  readonly cutOff?: boolean
  /** Paths where it left something that may be all that there is of it. */
  readonly left?: readonly string[]
  /** Why nothing was begun. */
  readonly error?: ErrorReport
}

/** What is told of a run that has ended: its metadata but for ids and times, and a sentence or two for a person. */
export interface RunDescription {
  readonly content: string
  readonly metadata: Pick<ResultMetadata, 'status' | 'done' | 'notDone' | 'error' | 'advice' | 'stopped'>
}

/** How a step is stored that did not come to its end. */
const open = new Set<ProgressMetadata['state'] | undefined>(['started', 'output', 'unknown'])

/** It has begun, and its end is not known. */
export function isUnderWay(state: ProgressMetadata['state'] | undefined): boolean {
  return open.has(state)
}

/** A step of which nobody knows whether it was done is in neither list. */
export function describeRun({ actions, steps, reason, left = [], ...given }: RunFindings): RunDescription {
  const stateOf = new Map(steps.map(({ metadata }) => [metadata?.actionId, metadata?.state]))
  const done = actions.filter(({ id }) => stateOf.get(id) === 'succeeded')
  const unknown = actions.filter(({ id }) => isUnderWay(stateOf.get(id)))
  const notDone = actions.filter((action) => !done.includes(action) && !unknown.includes(action))
  const failed = steps.find(({ metadata }) => metadata?.state === 'failed')
  const error = failed?.metadata?.error ?? given.error
  const all = done.length === actions.length
  const ending: RunStatus = error ? 'failed' : all ? 'succeeded' : (reason ?? 'interrupted')
  const status = given.cutOff ? 'interrupted' : ending
  const notBegun = actions.filter(({ id }) => !stateOf.has(id))
  const sentences = [
    opening(status, steps, error?.message),
    // Of a run of one step the opening has said it.
    ...(status === 'succeeded' || actions.length === 1
      ? []
      : [`${done.length} of ${counted(actions.length)} ${is(done.length)} done.`]),
    ...unknown.map(({ title }) => `Whether this was done is not known: ${title.replace(/\.$/, '')}.`),
    ...left.map((path) => `It left ${visible(path)}, which may be all that there is of it.`),
    ...(notBegun.length > 0 ? [`${counted(notBegun.length)} ${was(notBegun.length)} not begun.`] : []),
  ]
  return {
    content: sentences.join(' '),
    metadata: {
      status,
      done: done.map(({ id }) => id),
      notDone: notDone.map(({ id }) => id),
      ...(given.stopped && { stopped: true }),
      ...(error && { error, advice: adviceFor(error.code) }),
    },
  }
}

function opening(status: RunStatus, steps: readonly ProgressMessage[], failure: string | undefined): string {
  switch (status) {
    case 'succeeded':
      return steps.length === 1 ? (steps[0]?.content ?? '') : `All ${steps.length} steps are done.`
    case 'failed':
      return failure ?? 'A step failed.'
    case 'cancelled':
      return 'It was stopped.'
    case 'interrupted':
      return 'Hearth ended while this was under way.'
  }
}

function counted(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`
}

function is(steps: number): string {
  return steps === 1 ? 'is' : 'are'
}

function was(steps: number): string {
  return steps === 1 ? 'was' : 'were'
}

/** What to try after a failure. */
function adviceFor(code: AppErrorCode): string {
  switch (code) {
    case 'forbidden':
    case 'no_folder':
      return 'Allow what it needs, such as the folder, or ask for it in another way.'
    case 'changed':
      return 'Ask again for what was not done, and look at it as it is now.'
    case 'not_found':
      return 'Look whether it is still there and named so, then ask again.'
    case 'invalid_input':
      return 'Ask again and say more exactly what is meant.'
    case 'disk_full':
      return 'Make room on the disk, then ask again.'
    case 'turn_running':
      return 'Wait for the end of the other run, then ask again.'
    case 'database':
    case 'database_unreachable':
      return 'Look whether the database can be reached, then ask again.'
    case 'internal':
      return 'Try it once more. If it happens again, the log has what to report.'
    default:
      return 'Read what the step told, change what is in its way, then ask again.'
  }
}
