import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { quickSize } from '../../shared/desktop-requests.ts'
import { useHearth } from '../hearth-context.ts'

export interface Measured {
  readonly panel: RefObject<HTMLDivElement | null>
  /** What scrolls in the panel where the window is not high enough. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Looks how high it is now. */
  measure(): void
}

/** Keeps the window as high as its page. `least`: in CSS pixels, for what floats over the panel. */
export function useWindowHeight(least: number): Measured {
  const { ask } = useHearth()
  const panel = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const asked = useRef(0)

  const measure = useCallback(() => {
    if (!panel.current) return
    const { scrollHeight = 0, clientHeight = 0 } = scroller.current ?? {}
    const natural = panel.current.offsetHeight + scrollHeight - clientHeight
    const height = Math.min(quickSize.highest, Math.max(least, Math.ceil(natural)))
    if (height === asked.current) return
    asked.current = height
    // A window that is about to go has no height any more.
    ask('quick.resize', { height }).catch(() => undefined)
  }, [ask, least])

  useEffect(() => {
    const element = panel.current
    if (!element) return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [measure])

  return { panel, scroller, measure }
}
