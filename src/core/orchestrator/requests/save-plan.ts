import type { RequestMessage } from '../../../shared/message.ts'
import { bindStep } from '../../actions/bound-step.ts'
import { insertMessage, supersedeOne } from '../../database/queries/messages.ts'
import { inOrder } from '../in-order.ts'
import { approvedBy } from '../plan/approved-by.ts'
import { writeRequest, type Plan } from '../plan/write-request.ts'
import type { Room } from '../room.ts'
import type { EndedRun } from '../runs.ts'

export interface SavingPlan {
  readonly conversationId: string
  readonly turnId: string
  /** Runs that it goes on from. */
  readonly runs: readonly EndedRun[]
  /** Where nobody has to be asked it may begin at once. */
  readonly mayBegin: boolean
  /** Messages that leave the conversation for it. */
  readonly insteadOf: readonly string[]
}

/** Stores a plan as a request: to be answered, or approved already where a rule or an earlier yes covers all of it. */
export async function savePlan(
  room: Room,
  plan: Plan,
  { conversationId, turnId, runs, mayBegin, insteadOf }: SavingPlan,
): Promise<RequestMessage> {
  const place = await room.actions.place()
  const steps = await Promise.all(plan.steps.map((step) => bindStep(step, place)))
  const bound = steps.map(({ step }) => step)
  const whoSaysYes = async () =>
    plan.isYes ? ('person' as const) : approvedBy(room.actions, bound, runs, place)
  const yes = mayBegin ? await whoSaysYes() : null
  const identity = { id: room.newId(), conversationId, turnId, now: room.clock.now() }
  const request = writeRequest(identity, { ...plan, steps }, place, yes)
  return inOrder(room, conversationId, (held) =>
    held.transaction(async (tx) => {
      for (const id of insteadOf) await supersedeOne(tx, id, identity.now)
      return insertMessage(tx, request)
    }),
  )
}
