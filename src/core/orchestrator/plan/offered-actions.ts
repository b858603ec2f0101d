import type { Actions } from '../../actions/actions.ts'
import type { Catalogue } from '../../actions/catalogue.ts'
import type { Place } from '../../actions/place.ts'
import { chooseActions, type Asking } from './choose-actions.ts'

/** What a model is told that can be done. */
export interface Offer {
  readonly actions: Catalogue
  /** Why some that were wanted are not among them, in sentences. */
  readonly lacks: readonly string[]
  readonly place: Place
}

/**
 * What a message may need, less what is not possible here and now; where nothing is left of it, and without `asking`,
 * whatever is possible.
 */
export async function offeredActions(
  { catalogue, place }: Pick<Actions, 'catalogue' | 'place'>,
  asking: Asking | null,
): Promise<Offer> {
  const [where, lacking] = await Promise.all([
    place(),
    Promise.all([...catalogue.values()].map((action) => action.lacks())),
  ])
  const possible = [...catalogue].map(
    ([name, action], index) => [name, action, lacking[index] ?? null] as const,
  )
  const chosen = asking === null ? catalogue : chooseActions(asking, catalogue)
  const wanted = possible.filter(([name]) => chosen.has(name))
  const can = wanted.filter(([, , lacks]) => lacks === null)
  const offered = can.length > 0 ? can : possible.filter(([, , lacks]) => lacks === null)
  return {
    actions: new Map(offered.map(([name, action]) => [name, action])),
    lacks: [...new Set(wanted.flatMap(([, , lacks]) => lacks ?? []))],
    place: where,
  }
}
