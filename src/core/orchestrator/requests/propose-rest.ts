import type { RequestMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import { bindStep } from '../../actions/bound-step.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import { insertMessage } from '../../database/queries/messages.ts'
import { inOrder } from '../in-order.ts'
import { writeRequest } from '../plan/write-request.ts'
import type { Room } from '../room.ts'

type ProposingRoom = Pick<Room, 'db' | 'shared' | 'actions' | 'events' | 'clock' | 'newId'>

/**
 * Asks once more for some actions of an earlier plan, as a plan of its own. What was destructive then is so now. Throws
 * `forbidden` for an action that there is no more.
 */
export async function proposeRest(
  room: ProposingRoom,
  rest: readonly PlannedAction[],
  from: RequestMessage,
): Promise<RequestMessage> {
  const { catalogue } = room.actions
  const place = await room.actions.place()
  const steps = await Promise.all(rest.map((planned) => bindStep(plannedStep(catalogue, planned), place)))
  const { conversationId, metadata } = from
  const plan = {
    steps,
    raised: metadata?.destructive ?? true,
    model: metadata?.model ?? null,
    readBefore: metadata?.readBefore ?? [],
  }
  const identity = { id: room.newId(), conversationId, now: room.clock.now() }
  const request = writeRequest(identity, plan, place)
  const message = await inOrder(room, conversationId, (db) => insertMessage(db, request))
  room.events.emit({ type: 'message.saved', message })
  return message
}
