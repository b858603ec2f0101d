import { useEffect, useLayoutEffect, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows.ts'

/** How long the message that was looked for stands out, in milliseconds. */
const shownMs = 2_600

export interface MarkOptions {
  readonly marked: { readonly id: string; readonly count: number } | null
  readonly rows: readonly Row[]
  readonly ready: boolean
  readonly scroller: RefObject<HTMLElement | null>
  readonly virtualizer: RefObject<VirtualizerHandle | null>
  /** Lets go of the end. */
  release(): void
}

/**
 * Moves to the message that the conversation was opened at, lets it stand out for a moment and gives it the focus. Returns
 * the key of its row while it stands out.
 */
export function useMark(options: MarkOptions): string | null {
  const { marked, rows, ready, scroller, virtualizer, release } = options
  const [shown, setShown] = useState<string | null>(null)
  const index = marked === null ? -1 : rows.findIndex((row) => holds(row, marked.id))
  const key = rows[index]?.key ?? null
  const count = marked?.count

  useLayoutEffect(() => {
    if (!ready || key === null) return
    release()
    virtualizer.current?.scrollToIndex(index, { align: 'center' })
    // oxlint-disable-next-line react/set-state-in-effect -- It stands out from the moment one sees it.
    setShown(key)
    // Where it stands when it is scrolled to, and not whenever rows come before it.
    // oxlint-disable-next-line react/exhaustive-deps -- Once for each look.
  }, [ready, count, key])

  useEffect(() => {
    if (shown === null) return undefined
    let frame = 0
    const focus = (tries: number): void => {
      const article = scroller.current?.querySelector<HTMLElement>(`[data-key="${shown}"] article`)
      if (article && article === document.activeElement) return
      if (article && !document.querySelector('[role=dialog]')) {
        article.tabIndex = -1
        article.focus({ preventScroll: true })
      }
      if (tries > 0) frame = requestAnimationFrame(() => focus(tries - 1))
    }
    // A row that is scrolled to comes into being a few frames later, and the dialog that led here goes only then.
    focus(60)
    const timer = setTimeout(() => setShown(null), shownMs)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [shown, count, scroller])
  return shown
}

/** Steps and outcomes stand in the row of their plan. */
function holds(row: Row, id: string): boolean {
  if (row.message.id === id) return true
  return row.kind === 'plan' && (row.result?.id === id || row.steps.some((step) => step.id === id))
}
