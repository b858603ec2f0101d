import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { quickSize } from '../../shared/quick-size.ts'
import { useHearth } from '../hearth-context.ts'

export interface Measured {
  readonly panel: RefObject<HTMLDivElement | null>
  /** What scrolls in the panel where the window is not high enough. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Looks how high it is now. */
  measure(): void
}

/** As high as it would be if all of it were seen, with its lines above and below. */
function naturalHeight({ scrollHeight, clientHeight, offsetHeight }: HTMLElement): number {
  return Math.max(scrollHeight, clientHeight) + offsetHeight - clientHeight
}

/** Keeps the window as high as its page. `least`: in CSS pixels, for what floats over the panel. */
export function useWindowHeight(least: number): Measured {
  const { ask } = useHearth()
  const panel = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const asked = useRef(0)

  const measure = useCallback(() => {
    if (!panel.current) return
    const parts = [...panel.current.children].filter((part) => part instanceof HTMLElement)
    const natural = parts.reduce((sum, part) => sum + naturalHeight(part), 0)
    const height = Math.min(quickSize.highest, Math.max(least, Math.ceil(natural)))
    if (height === asked.current) return
    asked.current = height
    // A window that is about to go has no height any more.
    ask('quick.resize', { height }).catch(() => undefined)
  }, [ask, least])

  useEffect(() => {
    const parts = panel.current?.children ?? []
    const observer = new ResizeObserver(measure)
    // The panel itself is never higher than the window.
    for (const part of parts) observer.observe(part)
    // With another zoom as many CSS pixels are another height: the window has to hear of it again.
    const again = (): void => {
      asked.current = 0
      measure()
    }
    window.addEventListener('resize', again)
    measure()
    return () => {
      window.removeEventListener('resize', again)
      observer.disconnect()
    }
  }, [measure])

  return { panel, scroller, measure }
}
