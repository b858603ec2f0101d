import { useCallback, useEffect, useRef, useState } from 'react'
import { lengthNotice, mayNeedNotice } from './length-notice.ts'
import { useWords } from '../use-words.ts'

const pauseMs = 150

/** Counts the bytes of a text that may be near the limit, when typing pauses. `read` never changes. */
export function useLengthNotice(read: () => string): {
  readonly notice: string
  /** The text has changed, and has so many UTF-16 units now. */
  measure(length: number): void
} {
  const t = useWords()
  const [notice, setNotice] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const measure = useCallback(
    (length: number) => {
      clearTimeout(timer.current)
      if (!mayNeedNotice(length)) return setNotice('')
      timer.current = setTimeout(() => setNotice(lengthNotice(read(), t)), pauseMs)
    },
    [read, t],
  )
  return { notice, measure }
}
