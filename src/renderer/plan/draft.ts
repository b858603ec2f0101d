import type { ActionPreview, PlannedAction, RequestMetadata } from '../../shared/request.ts'
import type { RevisedActions } from '../store/plans.ts'
import { visible } from '../../shared/visible.ts'
import type { Undoable } from '../../shared/risk.ts'
import { actionText } from '../../shared/words/action-text.ts'
import type { en } from '../../shared/words/en.ts'
import type { Translate } from '../../shared/words/language.ts'

type Argument = PlannedAction['arguments'][string]

/** What a person changed in a plan before they answered it. */
export interface Draft {
  readonly unticked: ReadonlySet<string>
  /** By the id of the action: arguments that are others now. NaN for a number that is none yet. */
  readonly edits: ReadonlyMap<string, Readonly<Record<string, Argument>>>
}

export const noChanges: Draft = { unticked: new Set(), edits: new Map() }

export function withTick(draft: Draft, actionId: string, ticked: boolean): Draft {
  const unticked = new Set(draft.unticked)
  if (ticked) unticked.delete(actionId)
  else unticked.add(actionId)
  return { ...draft, unticked }
}

/** What is as it was is no edit. */
export function withEdit(draft: Draft, action: PlannedAction, name: string, value: Argument): Draft {
  const { [name]: _, ...others } = draft.edits.get(action.id) ?? {}
  const isNew = JSON.stringify(value) !== JSON.stringify(action.arguments[name]) || Number.isNaN(value)
  const edit = isNew ? { ...others, [name]: value } : others
  const edits = new Map(draft.edits)
  if (Object.keys(edit).length > 0) edits.set(action.id, edit)
  else edits.delete(action.id)
  return { ...draft, edits }
}

/** The actions that are left, with their arguments; null when that is the plan as it was. */
export function revised({ actions }: RequestMetadata, draft: Draft): RevisedActions | null {
  const left = actions.filter(({ id }) => !draft.unticked.has(id))
  if (left.length === actions.length && left.every(({ id }) => !draft.edits.has(id))) return null
  return left.map(({ id, arguments: given }) => {
    const edits = Object.entries(draft.edits.get(id) ?? {}).map(([name, value]) => [name, tidy(value)])
    return { id, arguments: { ...given, ...Object.fromEntries(edits) } }
  })
}

/** A list that was typed one a line may end in an empty line. */
function tidy(value: Argument): Argument {
  return Array.isArray(value) ? value.filter((item) => item !== '') : value
}

/** Problems by the id of the action; null while nobody knows. */
export type Problems = ReadonlyMap<string, Pick<ActionPreview, 'problem'>> | null

/** How many of the ticked actions cannot be done as things are now. One that was changed may have got better. */
function failing({ actions }: RequestMetadata, draft: Draft, problems: Problems): number {
  return actions.filter(({ id }) => {
    const problem = problems?.get(id)?.problem ?? null
    return problem !== null && !draft.unticked.has(id) && !draft.edits.has(id)
  }).length
}

/** How many actions of a plan cannot be done as things are now; null where that is none, or all of them. */
export function failingPart(metadata: RequestMetadata, draft: Draft, problems: Problems): number | null {
  const count = failing(metadata, draft, problems)
  return count === 0 || count === metadata.actions.length - draft.unticked.size ? null : count
}

export type Obstacle = keyof (typeof en)['plan']['obstacle']

/** Why it cannot be approved like this, or null. */
export function obstacle(metadata: RequestMetadata, draft: Draft, problems: Problems): Obstacle | null {
  const left = metadata.actions.filter(({ id }) => !draft.unticked.has(id))
  if (left.length === 0) return 'nothing'
  if (failing(metadata, draft, problems) === left.length) return left.length === 1 ? 'one' : 'all'
  const values = left.flatMap(({ id }) => Object.values(draft.edits.get(id) ?? {}))
  return values.some((value) => Number.isNaN(value)) ? 'number' : null
}

/** What is lost by what is ticked, and whether it can be had again. */
export interface Loss {
  readonly undo: Undoable
  /** What the actions are called, in a row. */
  readonly names: string
}

/** What is lost for good or in part by what is ticked, to be agreed with; null when nothing is. */
export function loss({ actions, destructive }: RequestMetadata, draft: Draft, t: Translate): Loss | null {
  const destroys = actions.filter(({ id, risk }) => risk === 'destructive' && !draft.unticked.has(id))
  // The person's own words may have made the whole of it so.
  const whole = destructive && !actions.some(({ risk }) => risk === 'destructive')
  const lost = whole ? actions.filter(({ id }) => !draft.unticked.has(id)) : destroys
  if (lost.length === 0) return null
  const names = lost.map((action) => visible(actionText(t, action)).replace(/[.。]$/, '')).join('; ')
  const undo = (['no', 'partly'] as const).find((worst) => lost.some((action) => action.undo === worst))
  return { undo: undo ?? 'yes', names }
}
