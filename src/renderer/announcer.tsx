import type { ReactNode } from 'react'
import { useHearthState } from './hearth-context.ts'

/** Tells those who listen what others see: that an answer is complete, was stopped or failed. */
export function Announcer(): ReactNode {
  const { text, count } = useHearthState((state) => state.announcement)
  return (
    <output className="sr-only">
      <span key={count}>{text}</span>
    </output>
  )
}
