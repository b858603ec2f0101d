import { useCallback, useRef, type RefObject } from 'react'

/** As near to its end it counts as there, in CSS pixels. */
const nearEnd = 24

/** Returns what moves to the end of what scrolls, unless somebody reads further up. To be called when it has grown. */
export function useFollowEnd(scroller: RefObject<HTMLDivElement | null>): () => void {
  const seen = useRef<{ element: HTMLDivElement; end: number } | null>(null)
  return useCallback(() => {
    const element = scroller.current
    if (!element) return
    const before = seen.current?.element === element ? seen.current.end : 0
    const end = element.scrollHeight - element.clientHeight
    // Where it ended when it was last looked at: whoever was there goes along.
    if (element.scrollTop >= before - nearEnd) element.scrollTo({ top: end, behavior: 'instant' })
    seen.current = { element, end }
  }, [scroller])
}
