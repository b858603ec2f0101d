import { useState } from 'react'
import type { RememberedFact } from '../../shared/context.ts'

/** Facts that are marked, for what is done with several at once. One that is gone is no longer marked. */
export interface Marks {
  readonly marked: readonly RememberedFact[]
  isMarked(id: string): boolean
  mark(id: string): void
  /** All that are shown, or none. */
  markAll(all: boolean): void
  clearMarks(): void
}

export function useMarks(facts: readonly RememberedFact[]): Marks {
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set())
  return {
    marked: marks.size === 0 ? [] : facts.filter(({ id }) => marks.has(id)),
    isMarked: (id) => marks.has(id),
    mark(id) {
      setMarks((before) => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      })
    },
    markAll: (all) => setMarks(new Set(all ? facts.map(({ id }) => id) : [])),
    clearMarks: () => setMarks(new Set()),
  }
}
