import { basename } from 'node:path'
import { findAppError, reportError } from '../../../shared/errors.ts'
import type { ProgressMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import { risks } from '../../../shared/risk.ts'
import type { RunningRun } from '../../../shared/run.ts'
import { PartlyDone, type ActionOutcome, type Progress, type Step } from '../../actions/action.ts'
import type { Actions } from '../../actions/actions.ts'
import { checkBound } from '../../actions/bound-step.ts'
import { placeFor } from '../../actions/place-for.ts'
import type { Place } from '../../actions/place.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import { riskierNow } from '../../actions/riskier.ts'
import { checkStop } from '../../stop.ts'
import type { Control } from './control.ts'
import { growStep, type GrowingStep, type StepEnd } from './growing-step.ts'
import type { HeldSeen } from './hold-seen.ts'
import type { Journal, RunRoom } from './journal.ts'
import { outputFile } from './outputs.ts'
import { paceWrites } from './paced-writes.ts'
import { createStepOutput } from './step-output.ts'
import { whereAllowed } from './where-allowed.ts'

export interface StepSurroundings {
  readonly room: RunRoom
  readonly actions: Actions
  readonly journal: Journal
  readonly dataFolder: string
  /** Aborts when Hearth closes: then nothing is tried any more. */
  readonly closing: AbortSignal
}

export interface Course {
  readonly control: Control
  readonly seen: HeldSeen
}

/** A step that began, and what it gave out for the model to read. */
export interface CarriedStep {
  readonly message: ProgressMessage
  readonly output: string
}

/**
 * Carries out one step of a run: its start is on disk before it begins, its end before this resolves. Null where it was
 * stopped before it began. Throws what the journal throws; a step that fails is no error.
 */
export async function runStep(
  around: StepSurroundings,
  planned: PlannedAction,
  run: RunningRun,
  { control, seen }: Course,
): Promise<CarriedStep | null> {
  const { room, journal, closing } = around
  const step = growStep(room.newId(), planned, run, room.clock)
  let ready: Ready
  try {
    ready = await makeReady(around.actions, planned, seen)
  } catch (error) {
    step.end(failure(room, error, null))
    return { message: await journal.beginStep(step.message(), closing), output: '' }
  }
  try {
    await journal.beginStep(step.message(), AbortSignal.any([closing, control.signal]))
  } catch (error) {
    if (control.signal.aborted && findAppError(error)) return null
    throw error
  }
  const output = await execute(around, ready, step, control)
  const { inverse } = step.message().metadata ?? {}
  await seen.follow(inverse, ready.place)
  return { message: await journal.writeStep(step.message(), closing), output }
}

interface Ready {
  readonly place: Place
  readonly step: Step
  readonly seen: PlannedAction['seen']
  /** Throws where what it takes away is not what was shown. */
  readonly check: (signal: AbortSignal) => Promise<void>
}

/** Looks at the world anew: what was approved must not have become more dangerous. */
async function makeReady(actions: Actions, planned: PlannedAction, seen: HeldSeen): Promise<Ready> {
  const step = plannedStep(actions.catalogue, planned)
  const place = placeFor(step, planned, await whereAllowed(actions, planned, step))
  checkBound(step, place)
  const checkRisk = (): void => {
    if (risks.indexOf(step.risk(place)) > risks.indexOf(planned.risk)) throw riskierNow()
  }
  checkRisk()
  const check = async (signal: AbortSignal): Promise<void> => {
    await seen.check(planned, step, place, signal)
    // Something may have come meanwhile where a command writes.
    checkRisk()
  }
  return { place, step, seen: planned.seen, check }
}

/** Does it, with its output told and written behind it. How it ended is in `step`; returns what the model reads. */
async function execute(
  { room, journal, dataFolder }: StepSurroundings,
  { place, step: prepared, seen, check }: Ready,
  step: GrowingStep,
  control: Control,
): Promise<string> {
  const { events, clock, log } = room
  const { id: messageId, conversationId, metadata } = step.message()
  const runId = metadata?.runId ?? ''
  const output = createStepOutput({
    file: outputFile(dataFolder, messageId),
    clock,
    tell: (offset, text) => events.emit({ type: 'run.output', runId, messageId, offset, text }),
    onFailure: (error) => log.warn('run.output', { error }),
  })
  const writes = paceWrites(() => {
    step.setOutput(output.shown())
    return journal.tryStep(step.message())
  })
  let keptItself = false
  let over = false
  const progress = (event: Progress): void => {
    if (over) return
    if (event.type === 'output') output.add(event.text)
    else if (event.type === 'file') {
      const { type: _, ...file } = event
      step.addFile(file)
    } else {
      keptItself = true
      step.setOutputFile(basename(event.path))
    }
    writes.changed()
  }

  let end: StepEnd | null = null
  let outcome: ActionOutcome | null = null
  try {
    checkStop(control.signal)
    // Last of all: the journal may have waited for long.
    await check(control.signal)
    const doing = prepared.execute({
      id: messageId,
      place,
      conversationId,
      signal: control.signal,
      progress,
      seen,
      checkAgain: () => check(control.signal),
    })
    outcome = await Promise.race([doing, control.givenUp.then(() => null)])
    // What is read from others is shown like what a command prints.
    if (outcome?.output !== undefined && output.shown().length === 0) output.add(outcome.output)
    end = outcome ? endOf(outcome) : { state: 'unknown' }
  } catch (error) {
    end = failure(room, error, control.signal)
  }
  over = true
  await output.close(!keptItself)
  await writes.stop()
  step.setOutput(output.shown())
  step.end(end)
  return outcome?.output ?? output.shown().text
}

function endOf({ summary, source, inverse, failed = false }: ActionOutcome): StepEnd {
  const told = { summary, source, inverse }
  return failed
    ? { state: 'failed', ...told, error: { code: 'action_failed', message: summary } }
    : { state: 'succeeded', ...told }
}

function failure({ log }: RunRoom, error: unknown, signal: AbortSignal | null): StepEnd {
  const expected = findAppError(error)
  const stopped = signal?.aborted === true && (expected === null || expected.code === 'cancelled')
  if (!expected && !stopped) log.error('run.step', { error })
  return {
    state: stopped ? 'cancelled' : 'failed',
    error: stopped && !expected ? { code: 'cancelled', message: 'It was stopped.' } : reportError(error),
    ...(error instanceof PartlyDone && { inverse: error.inverse }),
  }
}
