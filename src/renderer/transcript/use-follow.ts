import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { follow, type FollowEvent, type Following } from './follow.ts'

export interface Follow {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** False when a person reads further up: then a button leads back. */
  readonly following: boolean
  /** Moves to the end if that is followed. To be called when sizes changed and nothing is painted yet. */
  pin(): void
  toEnd(): void
  /** Stays where it is, whatever comes. */
  release(): void
}

/** Keeps a scrolling element at its end while its person does. */
export function useFollow(fromTheStart: boolean): Follow {
  const scroller = useRef<HTMLDivElement>(null)
  const state = useRef<Following>({ following: fromTheStart, top: 0, height: 0 })
  const [following, setFollowing] = useState(fromTheStart)

  const tell = useCallback((event: FollowEvent): void => {
    state.current = follow(state.current, event)
    setFollowing(state.current.following)
  }, [])

  const pin = useCallback((): void => {
    const element = scroller.current
    if (!element || !state.current.following) return
    const end = element.scrollHeight - element.clientHeight
    if (Math.abs(element.scrollTop - end) <= 1) return
    const far = Math.abs(element.scrollTop - end) > element.clientHeight
    element.scrollTo({ top: end, behavior: 'instant' })
    tell({ type: 'scroll', top: element.scrollTop, bottom: 0, height: element.scrollHeight, ours: true })
    // The list hears of it before anything is painted, not a frame later: there is nothing to see between.
    if (far) element.dispatchEvent(new Event('scroll'))
  }, [tell])

  const toEnd = useCallback((): void => {
    tell({ type: 'toEnd' })
    pin()
  }, [pin, tell])

  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    return listen(element, tell)
  }, [tell])

  const release = useCallback((): void => tell({ type: 'toPlace' }), [tell])

  return { scroller, following, pin, toEnd, release }
}

function listen(element: HTMLElement, tell: (event: FollowEvent) => void): () => void {
  const controller = new AbortController()
  const options = { passive: true, signal: controller.signal }
  let touchY = 0
  element.addEventListener(
    'wheel',
    (event) => {
      if (element.scrollTop > 0) tell({ type: 'wheel', delta: event.deltaY })
    },
    options,
  )
  element.addEventListener(
    'keydown',
    (event) => {
      const typing = event.target instanceof HTMLTextAreaElement
      if (!typing && element.scrollTop > 0) tell({ type: 'key', key: event.key, shift: event.shiftKey })
    },
    options,
  )
  element.addEventListener('touchstart', (event) => (touchY = event.touches[0]?.clientY ?? 0), options)
  element.addEventListener(
    'touchmove',
    (event) => {
      const y = event.touches[0]?.clientY ?? 0
      tell({ type: 'touch', delta: y - touchY })
      touchY = y
    },
    options,
  )
  element.addEventListener(
    'scroll',
    () => {
      const { scrollTop: top, scrollHeight: height, clientHeight } = element
      tell({ type: 'scroll', top, bottom: height - clientHeight - top, height, ours: false })
    },
    options,
  )
  return () => controller.abort()
}
