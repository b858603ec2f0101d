import type { RequestMessage, ResultMessage } from '../../../shared/message.ts'
import type { RunningRun } from '../../../shared/run.ts'
import type { EndedRun } from '../runs.ts'
import type { Control } from './control.ts'
import { describeRun, type RunDescription } from './describe-run.ts'
import { holdSeen } from './hold-seen.ts'
import type { RunRoom } from './journal.ts'
import { runStep, type CarriedStep, type StepSurroundings } from './run-step.ts'

/**
 * Carries out the steps of a request one after another, until one is not done, and writes the result. `onStep` is called
 * before each. Throws what the journal throws: then the run has no result, and is found as cut off by the next opening.
 */
export async function carryOut(
  around: StepSurroundings,
  request: RequestMessage,
  run: RunningRun,
  control: Control,
  onStep: (actionId: string) => void,
): Promise<EndedRun> {
  const actions = request.metadata?.actions ?? []
  const steps: CarriedStep[] = []
  const seen = holdSeen(around.actions.catalogue, actions)
  for (const planned of actions) {
    onStep(planned.id)
    if (!(await control.mayGoOn())) break
    const step = await runStep(around, planned, run, { control, seen })
    if (step) steps.push(step)
    if (step?.message.metadata?.state !== 'succeeded') break
  }
  const description = describeRun({
    actions,
    steps: steps.map(({ message }) => message),
    reason: control.reason(),
    stopped: control.stopped(),
  })
  const draft = makeResult(around.room, { request, runId: run.id, startedAt: run.startedAt }, description)
  const closed = await around.journal.close(request, draft, around.closing)
  return { ...closed, steps, instructions: control.instructions() }
}

export interface ResultOf {
  readonly request: RequestMessage
  readonly runId: string
  readonly startedAt?: string | undefined
}

/** The result of a run that ends now, as it will be stored. */
export function makeResult(
  { newId, clock }: Pick<RunRoom, 'newId' | 'clock'>,
  { request, runId, startedAt }: ResultOf,
  { content, metadata }: RunDescription,
): ResultMessage {
  const now = clock.now().toISOString()
  return {
    id: newId(),
    conversationId: request.conversationId,
    role: 'assistant',
    content,
    messageType: 'agent_result',
    metadata: {
      runId,
      requestId: request.id,
      ...metadata,
      ...(startedAt !== undefined && { startedAt }),
      endedAt: now,
    },
    createdAt: now,
  }
}
