import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { lengthNotice, mayNeedNotice } from './length-notice.ts'

const pauseMs = 150

/** Counts the bytes of a text that may be near the limit, when typing pauses. */
export function useLengthNotice(field: RefObject<HTMLTextAreaElement | null>): {
  readonly notice: string
  /** The text has changed. */
  measure(): void
} {
  const [notice, setNotice] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const measure = useCallback(() => {
    clearTimeout(timer.current)
    if (!mayNeedNotice(field.current?.textLength ?? 0)) return setNotice('')
    timer.current = setTimeout(() => setNotice(lengthNotice(field.current?.value ?? '')), pauseMs)
  }, [field])
  return { notice, measure }
}
