import type { Action } from './action.ts'

/** Actions by their names. */
export type Catalogue = ReadonlyMap<string, Action>

/** Throws where two have the same name. A map, since a model may ask for `constructor`. */
export function makeCatalogue(actions: readonly Action[]): Catalogue {
  const catalogue = new Map(actions.map((action) => [action.name, action]))
  if (catalogue.size < actions.length) {
    throw new Error(`Two actions have the same name: ${actions.map((action) => action.name).join(', ')}`)
  }
  return catalogue
}

/** All that Hearth can do. */
export const catalogue: Catalogue = makeCatalogue([])
