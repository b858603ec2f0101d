import type { RequestMessage } from '../../../shared/message.ts'
import type { Allowed, PlannedAction, RequestMetadata } from '../../../shared/request.ts'
import { shortPaths } from '../../../shared/short-paths.ts'
import { storableJson, storableText } from '../../../shared/text.ts'
import type { Arguments, Step } from '../../actions/action.ts'
import type { BoundStep } from '../../actions/bound-step.ts'
import type { Place } from '../../actions/place.ts'
import type { NewMessage } from '../../database/queries/messages.ts'
import { digestOf } from './digest.ts'

/** How long a plan waits for its answer, in milliseconds. */
export const validMs = 24 * 60 * 60 * 1_000
/** Titles that a summary names; of each no more characters than this. */
const named = { titles: 3, characters: 120 }

/** What is to be done, and what is to be said of it. */
export interface Plan {
  readonly steps: readonly Step[]
  /** The words of the person speak of taking something away for good. */
  readonly raised: boolean
  /** The person's own words ask for nothing that is not done at once: nobody has to be asked. */
  readonly isYes?: boolean
  /** The model that named the steps; null where a command of the person's did. */
  readonly model: string | null
  /** Where what it had read of others comes from. */
  readonly readBefore: readonly string[]
}

/** The same with its steps as they are stored. */
export type BoundPlan = Omit<Plan, 'steps'> & { readonly steps: readonly BoundStep[] }

export interface RequestIdentity {
  readonly id: string
  readonly conversationId: string
  readonly turnId?: string | undefined
  readonly now: Date
}

/** The message that asks for a yes to a plan. `yes`: it was said already, by the person or to each of its steps. */
export function writeRequest(
  { id, conversationId, turnId, now }: RequestIdentity,
  { steps, raised, model, readBefore }: BoundPlan,
  place: Place,
  yes: 'person' | readonly Allowed[] | null = null,
): NewMessage<RequestMessage> {
  // Where one of them takes something away the words have what they speak of.
  const wordsRaise = raised && steps.every(({ step }) => step.risk(place) !== 'destructive')
  const actions = steps.map((bound, at) => {
    const action = planned(place.newId(), bound, place, wordsRaise)
    const allowed = yes === 'person' ? undefined : yes?.[at]
    return allowed ? { ...action, allowed } : action
  })
  const approvedBy = whoSaidYes(yes)
  const metadata: RequestMetadata = {
    ...(turnId !== undefined && { turnId }),
    ...sayings(id, actions),
    status: approvedBy ? 'approved' : 'pending',
    ...(approvedBy && { approvedBy, answeredAt: now.toISOString() }),
    ...(model !== null && { model }),
    expiresAt: new Date(now.getTime() + validMs).toISOString(),
    ...(readBefore.length > 0 && { readBefore: [...readBefore] }),
  }
  return {
    id,
    conversationId,
    role: 'assistant',
    content: contentOf(metadata),
    messageType: 'agent_request',
    metadata,
    now,
  }
}

function whoSaidYes(yes: 'person' | readonly Allowed[] | null): RequestMetadata['approvedBy'] | null {
  if (yes === null || yes === 'person') return yes
  return yes.every(({ by }) => by === 'rule') ? 'rule' : 'run'
}

/** What follows from the actions of a plan. */
export function sayings(
  messageId: string,
  actions: readonly PlannedAction[],
): Pick<RequestMetadata, 'summary' | 'actions' | 'destructive' | 'digest'> {
  return {
    summary: summaryOf(actions),
    actions: [...actions],
    destructive: actions.some(({ risk }) => risk === 'destructive'),
    digest: digestOf(messageId, actions),
  }
}

/** A step as a plan stores it. The words of the person can raise its risk; nothing lowers what its arguments say. */
export function planned(id: string, { step, seen }: BoundStep, place: Place, raised: boolean): PlannedAction {
  const risk = step.risk(place)
  return {
    id,
    action: step.action,
    title: storableText(step.title),
    // As the database gives it back: the digest is over this.
    arguments: storableJson(step.arguments) as Arguments,
    risk: raised && risk === 'change' ? 'destructive' : risk,
    undo: step.undo(place),
    ...(seen && seen.length > 0 && { seen: [...seen] }),
  }
}

/** For search, export and whatever shows no plans. */
export function contentOf({ summary, actions }: Pick<RequestMetadata, 'summary' | 'actions'>): string {
  const [first, ...others] = actions
  if (first && others.length === 0) return first.title
  return [summary, ...actions.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n')
}

function summaryOf(actions: readonly PlannedAction[]): string {
  const titles = actions.slice(0, named.titles).map(({ title }) => cut(shortPaths(title)))
  const [first = ''] = titles
  if (actions.length === 1) return first
  const rest = actions.length - titles.length
  const steps = titles.map((title) => inside(title)).join(', then ')
  return `${actions.length} steps: ${steps}${rest > 0 ? `, and ${rest} more` : ''}.`
}

function cut(title: string): string {
  return title.length > named.characters ? `${title.slice(0, named.characters).toWellFormed()}…` : title
}

/** A sentence as a part of another. */
function inside(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`
}
