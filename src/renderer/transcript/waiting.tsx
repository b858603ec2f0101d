import type { ReactNode } from 'react'
import { useElapsed } from './use-elapsed.ts'
import { formatSeconds } from './words.ts'
import { useWords } from '../use-words.ts'

const showTimeAfter = 2
const explainAfter = 10

/** Stands where the answer will, until its first word comes. */
export function Waiting({ startedAt }: { readonly startedAt: string }): ReactNode {
  const t = useWords()
  const seconds = useElapsed(Date.parse(startedAt))
  return (
    <div className="waiting">
      <p>
        <span className="pulse" aria-hidden="true" />
        {t('transcript:waiting')}
        {seconds >= showTimeAfter ? <span className="seconds">{formatSeconds(seconds, t)}</span> : null}
      </p>
      {seconds >= explainAfter ? <p className="waiting-more">{t('transcript:loadingModel')}</p> : null}
    </div>
  )
}
