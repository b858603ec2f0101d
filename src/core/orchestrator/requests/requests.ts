import { isDeepStrictEqual } from 'node:util'
import { AppError, reportError } from '../../../shared/errors.ts'
import type { RequestMessage } from '../../../shared/message.ts'
import type { ActionPreview, PlannedAction, RequestMetadata, ShownPlan } from '../../../shared/request.ts'
import { bindStep, checkBound } from '../../actions/bound-step.ts'
import { placeFor } from '../../actions/place-for.ts'
import type { Place } from '../../actions/place.ts'
import { notesOfParts } from '../../actions/seen.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import {
  approveRequest,
  cancelRequest,
  countPending,
  expireRequests,
  findRequest,
  replacePlan,
} from '../../database/queries/requests.ts'
import type { FollowUps } from '../follow-ups.ts'
import { digestOf } from '../plan/digest.ts'
import { contentOf, planned, sayings, validMs } from '../plan/write-request.ts'
import type { Room } from '../room.ts'
import type { Runs } from '../runs.ts'
import type { Turns } from '../turns.ts'
import { sameArguments, shownNow } from './shown-now.ts'

export interface RevisePlan {
  readonly messageId: string
  readonly digest: string
  readonly actions: readonly { readonly id: string; readonly arguments: Readonly<Record<string, unknown>> }[]
}

export interface ApprovePlan {
  readonly messageId: string
  /** Of what was shown. */
  readonly digest: string
  /** The person has ticked that it cannot be undone; a destructive plan needs it. */
  readonly understood?: boolean | undefined
}

export interface CancelPlan {
  readonly messageId: string
  /** What the model is asked for instead. */
  readonly instead?: 'explain' | 'otherWay' | 'chat' | undefined
}

/**
 * Plans that wait for a yes. All of it throws AppError: `not_found`, or `forbidden` for a plan that is not the one shown or
 * that has been answered.
 */
export interface Requests {
  /** How many wait for an answer, in all conversations. */
  count(): Promise<number>
  /** The plan as it is now, what it would do, and the digest of just that. */
  preview(messageId: string): Promise<ShownPlan & { readonly request: RequestMessage }>
  revise(plan: RevisePlan): Promise<RequestMessage>
  approve(plan: ApprovePlan): Promise<RequestMessage>
  cancel(plan: CancelPlan): Promise<void>
}

type StoredRequest = RequestMessage & { readonly metadata: RequestMetadata }

export interface RequestsOptions {
  readonly followUps: Pick<FollowUps, 'carryOut' | 'instead'>
  readonly turns: Pick<Turns, 'running'>
  readonly runs: Pick<Runs, 'running'>
}

/** Answers to plans. Each is one statement that finds the plan as it was shown, or changes nothing. */
export function createRequests(room: Room, { followUps, turns, runs }: RequestsOptions): Requests {
  const { db, actions, clock, events } = room

  async function stored(id: string): Promise<StoredRequest> {
    const request = await findRequest(db, id)
    if (!request?.metadata) throw new AppError('not_found', 'This plan is gone or was replaced.')
    return request as StoredRequest
  }

  /** The plan that was shown, if it still waits. */
  async function waiting(id: string, digest: string): Promise<StoredRequest> {
    const request = await stored(id)
    const { metadata } = request
    if (metadata.status !== 'pending' || isOver(metadata, clock.now())) throw answered(metadata)
    if (metadata.digest !== digest || digestOf(id, metadata.actions) !== digest) throw another()
    return request
  }

  /** Why a statement found nothing to change. */
  async function refusal(id: string): Promise<AppError> {
    const { metadata } = await stored(id)
    return metadata.status !== 'pending' || isOver(metadata, clock.now()) ? answered(metadata) : another()
  }

  /** What has to end first in a conversation; null where nothing is under way. */
  function busyWith(conversationId: string): AppError | null {
    if (turns.running(conversationId))
      return new AppError('turn_running', 'An answer is being written here. Stop it or wait for its end.')
    if (runs.running(conversationId))
      return new AppError('turn_running', 'Another plan is being carried out here. Wait for its end.')
    return null
  }

  /**
   * A plan that waits, as whoever looks at it now is shown it: bound to where it works, once there is a folder for that,
   * and to what lies there. Then it is another plan, with a digest of its own.
   */
  async function lookAnew(request: StoredRequest, place: Place): Promise<StoredRequest> {
    const { id, metadata } = request
    if (metadata.status !== 'pending' || isOver(metadata, clock.now())) return request
    const shown = await Promise.all(
      metadata.actions.map((action) => shownNow(actions.catalogue, action, place)),
    )
    // One whose digest is not that of its actions stays so: nobody can approve it.
    if (isDeepStrictEqual(shown, metadata.actions)) return request
    const now = { ...metadata, ...sayings(id, shown) }
    const plan = { content: contentOf(now), metadata: now, now: clock.now() }
    const replaced = await replacePlan(db, id, metadata.digest, plan)
    return replaced ? (tell(replaced) as StoredRequest) : request
  }

  function tell(request: RequestMessage): RequestMessage {
    events.emit({ type: 'message.saved', message: request })
    return request
  }

  return {
    count: () => countPending(db, clock.now()),
    async preview(messageId) {
      const place = await actions.place()
      const request = await lookAnew(await stored(messageId), place)
      const { actions: all, digest } = request.metadata
      const previews = await Promise.all(all.map((action) => previewOf(room, action, place)))
      return { request, digest, previews }
    },
    async revise({ messageId, digest, actions: wanted }) {
      const request = await waiting(messageId, digest)
      const place = await actions.place()
      const known = new Map(request.metadata.actions.map((action) => [action.id, action]))
      const revise = async ({ id, arguments: args }: (typeof wanted)[number]): Promise<PlannedAction> => {
        const action = known.get(id)
        if (!action) throw new AppError('invalid_input', 'This action is not in the plan, or is in it twice.')
        known.delete(id)
        // What the words have raised stays so.
        const { catalogue } = actions
        const raised =
          action.risk === 'destructive' && plannedStep(catalogue, action).risk(place) === 'change'
        const bound = await bindStep(plannedStep(catalogue, { ...action, arguments: args }), place)
        const next = planned(id, bound, place, raised)
        // What is as it was shown is bound to what was seen then.
        return sameArguments(next, action) ? action : next
      }
      const revised = await Promise.all(wanted.map(revise))
      const metadata = { ...request.metadata, ...sayings(messageId, revised) }
      const plan = { content: contentOf(metadata), metadata, now: clock.now() }
      const replaced = await replacePlan(db, messageId, digest, plan)
      if (!replaced) throw await refusal(messageId)
      return tell(replaced)
    },
    async approve({ messageId, digest, understood = false }) {
      const { metadata, conversationId } = await waiting(messageId, digest)
      // By its actions, whatever the plan says of itself.
      const destructive = metadata.destructive || metadata.actions.some(({ risk }) => risk === 'destructive')
      if (destructive && !understood)
        throw new AppError('forbidden', 'This plan may take something away for good. Confirm that first.')
      const place = await actions.place()
      for (const action of metadata.actions) checkBound(plannedStep(actions.catalogue, action), place)
      const busy = busyWith(conversationId)
      if (busy !== null) {
        // It may be this very plan, to which somebody else has just said yes.
        await waiting(messageId, digest)
        throw busy
      }
      const approved = await approveRequest(db, messageId, digest, clock.now())
      if (!approved) throw await refusal(messageId)
      tell(approved)
      followUps.carryOut(approved)
      return approved
    },
    async cancel({ messageId, instead = 'chat' }) {
      const cancelled = await cancelRequest(db, messageId, clock.now())
      if (!cancelled) throw await refusal(messageId)
      tell(cancelled)
      if (instead !== 'chat') followUps.instead(cancelled, instead)
    },
  }
}

async function previewOf(
  { actions, log }: Pick<Room, 'actions' | 'log'>,
  action: PlannedAction,
  place: Place,
): Promise<ActionPreview> {
  try {
    const step = plannedStep(actions.catalogue, action)
    const preview = await step.preview(placeFor(step, action, place))
    const notes = notesOfParts(action.seen ?? [])
    const noted =
      preview && notes.length > 0 ? { ...preview, notes: [...(preview.notes ?? []), ...notes] } : preview
    return { actionId: action.id, preview: noted, problem: null }
  } catch (error) {
    if (!(error instanceof AppError)) log.error('preview.failed', { error })
    return { actionId: action.id, preview: null, problem: reportError(error) }
  }
}

/** Tells of the plans whose time is over. To be called now and then. */
export async function expirePlans({ db, clock, events }: Room): Promise<void> {
  for (const message of await expireRequests(db, clock.now())) events.emit({ type: 'message.saved', message })
}

/** Its day is over; or it seems to be far from that, since the clock was set back by a day or more. */
function isOver({ expiresAt }: RequestMetadata, now: Date): boolean {
  if (expiresAt === undefined) return false
  const left = new Date(expiresAt).getTime() - now.getTime()
  return left <= 0 || left > 2 * validMs
}

function answered({ status }: RequestMetadata): AppError {
  const sentences = {
    pending: 'This plan has waited for more than a day and cannot be approved any more. Ask for it again.',
    expired: 'This plan has waited for more than a day and cannot be approved any more. Ask for it again.',
    approved: 'This plan has been approved already.',
    cancelled: 'This plan was declined. Ask for it again.',
  } as const
  return new AppError('forbidden', sentences[status])
}

function another(): AppError {
  return new AppError('forbidden', 'The plan is not the one that was shown. Look at it again.')
}
