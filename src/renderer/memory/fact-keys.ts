import type { KeyboardEvent } from 'react'
import type { RememberedFact } from '../../shared/context.ts'
import type { FactActions } from './use-facts.ts'
import type { Marks } from './use-marks.ts'

/** Where the focus stands among the rows, and how it moves. */
interface Place {
  readonly at: number
  readonly last: number
  readonly current: RememberedFact
  readonly open: string | null
  focusAt(index: number): void
  setOpen(id: string | null): void
}

/** Rows that Page up and Page down go. */
const pageRows = 10

/** What a key does on a row: with what is marked, or else with the row. Undefined when it does nothing. */
export function factKeys(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  { at, last, current, open, focusAt, setOpen }: Place,
  { marked, mark, markAll, pin, keep, reject, merge, forget }: FactActions & Marks,
): (() => void) | undefined {
  const chosen = marked.length > 0 ? marked : [current]
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => focusAt(at + 1),
    ArrowUp: () => focusAt(at - 1),
    PageDown: () => focusAt(at + pageRows),
    PageUp: () => focusAt(at - pageRows),
    Home: () => focusAt(0),
    End: () => focusAt(last),
    Enter: () => setOpen(open === current.id ? null : current.id),
    F2: () => setOpen(current.id),
    ' ': () => mark(current.id),
    p: () => pin(current),
    k: () => keep(chosen),
    r: () => reject(chosen),
    m: merge,
    Delete: () => forget(chosen),
    Backspace: () => forget(chosen),
  }
  const withModifier: typeof keys = { a: () => markAll(true) }
  const name = key.length === 1 ? key.toLowerCase() : key
  const known = ctrlKey || metaKey ? withModifier : keys
  return Object.hasOwn(known, name) ? known[name] : undefined
}
