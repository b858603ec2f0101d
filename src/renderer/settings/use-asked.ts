import { useCallback, useEffect, useState } from 'react'
import type { RequestName, RequestOutput } from '../../shared/contract.ts'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import { useHearth } from '../hearth-context.ts'

/** The requests that need nothing said. */
type PlainRequest = 'privacy.connections' | 'data.sizes' | 'data.snapshots' | 'app.info' | 'app.versions'

export interface Asked<T> {
  /** Null until it is there. */
  readonly data: T | null
  /** Why it is not. */
  readonly error: ErrorReport | null
  again(): void
}

/** What main says, asked when it is first drawn, and again every so many milliseconds while it is. */
export function useAsked<Name extends PlainRequest & RequestName>(
  name: Name,
  everyMs?: number,
): Asked<RequestOutput<Name>> {
  const { ask } = useHearth()
  const [answer, setAnswer] = useState<Omit<Asked<RequestOutput<Name>>, 'again'>>({ data: null, error: null })
  const [round, setRound] = useState(0)
  useEffect(() => {
    let isDrawn = true
    const look = (): void => {
      ask(name, undefined as never).then(
        (data) => isDrawn && setAnswer({ data, error: null }),
        (error: unknown) => isDrawn && setAnswer(({ data }) => ({ data, error: reportError(error) })),
      )
    }
    look()
    const timer = everyMs === undefined ? undefined : setInterval(look, everyMs)
    return () => {
      isDrawn = false
      clearInterval(timer)
    }
  }, [ask, name, everyMs, round])
  const again = useCallback(() => setRound((before) => before + 1), [])
  return { ...answer, again }
}
