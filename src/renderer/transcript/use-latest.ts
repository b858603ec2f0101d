import { useLayoutEffect, useRef, type RefObject } from 'react'

/** The value of the newest render, for functions that are called later. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  }, [value])
  return latest
}
