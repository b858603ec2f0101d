import { useCallback, useRef, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { ListLine } from './days.ts'
import type { RowCommands } from './row-menu.tsx'

interface RowsOptions {
  readonly lines: readonly ListLine[]
  readonly scroller: RefObject<HTMLElement | null>
  readonly virtualizer: RefObject<VirtualizerHandle | null>
}

export interface Rows extends RowCommands {
  /** The conversation that Tab leads to. */
  readonly tabStop: string | null
  readonly renaming: string | null
  /** Lines that stay although they are out of view, since the focus may be there. */
  readonly keepMounted: readonly number[]
  /** The row that has the focus; null when it is elsewhere. */
  setActive(id: string | null): void
  renamed(id: string, byKey: boolean): void
  /** Focuses the nth conversation. */
  focus(index: number): void
  /** What a key does on a row. False when it does nothing. */
  onKey(key: string): boolean
}

/** Moving, renaming and deleting in the list by keyboard, with rows that may not exist yet. */
export function useRows({ lines, scroller, virtualizer }: RowsOptions): Rows {
  const hearth = useHearth()
  const openId = useHearthState((state) => state.chat.id)
  const [active, setActive] = useState<string | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  /** Where the focus goes when the menu that is open closes. */
  const after = useRef<string | null>(null)
  const ids = lines.flatMap((line) => (line.kind === 'conversation' ? [line.key] : []))
  const tabStop = [active, openId].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null
  const at = tabStop === null ? -1 : ids.indexOf(tabStop)

  const element = useCallback(
    (id: string | null) =>
      scroller.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`) ?? null,
    [scroller],
  )

  const focusRow = useCallback(
    (id: string) => {
      setActive(id)
      const line = lines.findIndex(({ key }) => key === id)
      if (line >= 0) virtualizer.current?.scrollToIndex(line, { align: 'nearest' })
      // A row that is scrolled to comes into being a frame later.
      requestAnimationFrame(() => requestAnimationFrame(() => element(id)?.focus()))
    },
    [lines, virtualizer, element],
  )

  function focus(index: number): void {
    const id = ids[Math.min(Math.max(index, 0), ids.length - 1)]
    if (id !== undefined) focusRow(id)
  }

  function remove(id: string): void {
    const line = lines.find(({ key }) => key === id)
    if (line?.kind !== 'conversation') return
    const index = ids.indexOf(id)
    const next = ids[index + 1] ?? ids[index - 1]
    after.current = next ?? null
    if (next !== undefined) focusRow(next)
    void hearth.conversations.delete(line.conversation)
  }

  const renamed = useCallback(
    (id: string, byKey: boolean) => {
      setRenaming(null)
      if (byKey) focusRow(id)
    },
    [focusRow],
  )

  return {
    tabStop,
    renaming,
    keepMounted: lines.flatMap(({ key }, index) => (key === tabStop || key === renaming ? [index] : [])),
    setActive,
    focus,
    remove,
    rename: setRenaming,
    renamed,
    focusAfter() {
      const id = after.current
      after.current = null
      return renaming === null && (element(id) ?? true)
    },
    onKey(key) {
      if (tabStop === null) return false
      const commands: Readonly<Record<string, () => void>> = {
        ArrowDown: () => focus(at + 1),
        ArrowUp: () => focus(at - 1),
        Home: () => focus(0),
        End: () => focus(ids.length - 1),
        F2: () => setRenaming(tabStop),
        Delete: () => remove(tabStop),
      }
      if (!Object.hasOwn(commands, key)) return false
      commands[key]?.()
      return true
    },
  }
}
