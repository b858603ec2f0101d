import type { ReactNode } from 'react'
import { useElapsed } from './use-elapsed.ts'
import { formatSeconds } from './words.ts'

const showTimeAfter = 2
const explainAfter = 10

/** Stands where the answer will, until its first word comes. */
export function Waiting({ startedAt }: { readonly startedAt: string }): ReactNode {
  const seconds = useElapsed(Date.parse(startedAt))
  return (
    <div className="waiting">
      <p>
        <span className="pulse" aria-hidden="true" />
        Waiting for the model
        {seconds >= showTimeAfter ? <span className="seconds">{formatSeconds(seconds)}</span> : null}
      </p>
      {seconds >= explainAfter ? (
        <p className="waiting-more">It may still be loading into memory. Stop works at any time.</p>
      ) : null}
    </div>
  )
}
