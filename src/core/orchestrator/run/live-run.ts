import { AppError } from '../../../shared/errors.ts'
import type { RequestMessage } from '../../../shared/message.ts'
import type { RunningRun } from '../../../shared/run.ts'
import { findMessage } from '../../database/queries/messages.ts'
import type { EndedRun } from '../runs.ts'
import { carryOut, makeResult } from './carry-out.ts'
import { createControl, type Control } from './control.ts'
import { describeRun } from './describe-run.ts'
import type { StepSurroundings } from './run-step.ts'

/** A run that is under way. */
export interface LiveRun {
  readonly id: string
  readonly control: Control
  /** As it is now. */
  view(): RunningRun
  /** Resolves when its result is stored. Rejects where none can be: the next opening finds it as cut off. */
  readonly ended: Promise<EndedRun>
}

/** Begins to carry out a request, and tells every window. It becomes a run once at most, whoever asks for it. */
export function beginRun(around: StepSurroundings, request: RequestMessage): LiveRun {
  const { room, journal, closing } = around
  const id = room.newId()
  const startedAt = room.clock.now().toISOString()
  let actionId = request.metadata?.actions[0]?.id ?? null
  const tell = (): void => room.events.emit({ type: 'run.changed', run: view() })
  const control = createControl(tell)
  const view = (): RunningRun => ({
    id,
    requestId: request.id,
    conversationId: request.conversationId,
    state: control.state(),
    startedAt,
    actionId,
  })

  async function follow(): Promise<EndedRun> {
    const claimed = await journal.claim(request, id, closing)
    if (!claimed) return refuse(around, request, id)
    tell()
    return carryOut(around, claimed, view(), control, (next) => {
      if (next === actionId) return
      actionId = next
      tell()
    })
  }

  return { id, control, view, ended: follow() }
}

/** Where another run is under way in the conversation, that is the result. Throws `forbidden` where none may be. */
async function refuse(
  { room, journal, closing }: StepSurroundings,
  request: RequestMessage,
  runId: string,
): Promise<EndedRun> {
  const stored = await findMessage(room.db, request.id)
  const metadata = stored?.messageType === 'agent_request' ? stored.metadata : null
  if (metadata?.status !== 'approved' || metadata.runId !== undefined)
    throw new AppError('forbidden', 'This plan is not approved, or it was carried out before.')
  const error = {
    code: 'turn_running',
    message: 'Another run is under way in this conversation.',
  } as const
  const description = describeRun({ actions: metadata.actions, steps: [], reason: null, error })
  const closed = await journal.close(request, makeResult(room, { request, runId }, description), closing)
  return { ...closed, steps: [], instructions: null }
}
