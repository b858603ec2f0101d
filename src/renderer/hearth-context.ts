import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { Hearth } from './store/hearth.ts'
import type { State } from './store/state.ts'

export const HearthContext = createContext<Hearth | null>(null)

/** What the window can do. It never changes, so whoever takes only this never renders again for it. */
export function useHearth(): Hearth {
  const hearth = use(HearthContext)
  if (!hearth) throw new Error('Outside of HearthContext.')
  return hearth
}

/** A part of what the window knows. Renders again when that part changes: select narrowly. */
export function useHearthState<T>(select: (state: State) => T): T {
  return useStore(useHearth().store, select)
}
