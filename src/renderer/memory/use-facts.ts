import { useCallback, useState, type KeyboardEvent, type RefObject } from 'react'
import type { RememberedFact } from '../../shared/context.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { factKeys } from './fact-keys.ts'
import type { Forgettable } from './forget-dialog.tsx'
import { useMarks, type Marks } from './use-marks.ts'
import { canKeep } from './words.ts'

export interface FactsOptions {
  readonly scroller: RefObject<HTMLElement | null>
  onForget(what: Forgettable): void
  onMerge(ids: readonly string[]): void
}

/** What is done with facts, by keyboard and pointer alike. Of several only those that it fits. */
export interface FactActions {
  keep(facts: readonly RememberedFact[]): void
  reject(facts: readonly RememberedFact[]): void
  outdate(facts: readonly RememberedFact[]): void
  pin(fact: RememberedFact): void
  forget(facts: readonly RememberedFact[]): void
  /** What is marked, where that is more than one. */
  merge(): void
}

/** Moving through the rows, marking them and what is done with them. */
export interface Facts extends Marks, FactActions {
  /** The row that Tab leads to. */
  readonly tabStop: string | null
  /** The row that is open to be changed. */
  readonly open: string | null
  setActive(id: string): void
  focusAt(index: number): void
  /** Null closes the open one, and leads back to its row. */
  setOpen(id: string | null): void
  /** The row that Tab leads to, where it is there. */
  element(): HTMLElement | null
  /** One step back: false when nothing is open or marked. */
  leave(): boolean
  onKeyDown(event: KeyboardEvent): void
}

export function useFacts({ scroller, onForget, onMerge }: FactsOptions): Facts {
  const { memory } = useHearth()
  const facts = useHearthState((state) => state.memory.facts)
  const [active, setActive] = useState<string | null>(null)
  const [open, setOpenId] = useState<string | null>(null)
  const marks = useMarks(facts)
  const { marked } = marks
  const at = Math.max(
    0,
    facts.findIndex(({ id }) => id === active),
  )
  const current = facts[at]
  const tabStop = current?.id ?? null

  const find = useCallback(
    (id: string | null) => scroller.current?.querySelector<HTMLElement>(`[data-fact="${id}"]`) ?? null,
    [scroller],
  )

  function focusId(id: string): void {
    setActive(id)
    const row = find(id)
    if (row) return row.focus()
    // The row that Tab leads to is always there, wherever the list stands, but a frame later.
    requestAnimationFrame(() => requestAnimationFrame(() => find(id)?.focus()))
  }

  function focusAt(index: number): void {
    const fact = facts[Math.min(Math.max(index, 0), facts.length - 1)]
    if (fact) focusId(fact.id)
  }

  /** On to the next row, when these are about to go. */
  function stepOff(gone: readonly RememberedFact[]): void {
    const stays = (fact: RememberedFact) => !gone.includes(fact)
    const next = facts.slice(at).find(stays) ?? facts.findLast(stays)
    if (current && gone.includes(current) && next) focusId(next.id)
    marks.clearMarks()
  }

  function setOpen(id: string | null): void {
    if (id !== null) setActive(id)
    else if (open !== null) focusId(open)
    setOpenId(id)
  }

  const actions: FactActions = {
    keep(chosen) {
      marks.clearMarks()
      const fit = chosen.filter(canKeep)
      if (fit.length > 0) void memory.setStatus(idsOf(fit), 'kept')
    },
    reject(chosen) {
      const fit = chosen.filter(({ status }) => status === 'proposed')
      if (fit.length === 0) return
      stepOff(fit)
      void memory.reject(idsOf(fit))
    },
    outdate: (chosen) => void memory.setStatus(idsOf(chosen), 'outdated'),
    pin: (fact) => void memory.pin(fact.id, !fact.pinned),
    forget: (chosen) => onForget({ kind: 'ids', ids: idsOf(chosen) }),
    merge() {
      if (marked.length > 1) onMerge(idsOf(marked))
    },
  }

  return {
    ...marks,
    ...actions,
    tabStop,
    open,
    setActive,
    focusAt,
    setOpen,
    element: () => find(tabStop),
    leave() {
      if (open === null && marked.length === 0) return false
      if (open === null) marks.clearMarks()
      else setOpen(null)
      return true
    },
    onKeyDown(event) {
      const { target } = event
      const isRow = target instanceof HTMLElement && target.dataset['fact'] !== undefined
      if (!isRow || !current || event.altKey || event.nativeEvent.isComposing) return
      const place = { at, last: facts.length - 1, current, open, focusAt, setOpen }
      const command = factKeys(event, place, { ...actions, ...marks })
      if (!command) return
      event.preventDefault()
      command()
    },
  }
}

function idsOf(facts: readonly RememberedFact[]): string[] {
  return facts.map(({ id }) => id)
}
