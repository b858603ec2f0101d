import { useEffect, useState } from 'react'
import type { RequestName, RequestOutput } from '../../shared/contract.ts'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import { useHearth } from '../hearth-context.ts'

/** The requests that need nothing said. */
type PlainRequest =
  | 'privacy.connections'
  | 'data.sizes'
  | 'data.snapshots'
  | 'app.info'
  | 'app.versions'
  | 'models.recommend'
  | 'ollama.help'
  | 'search.meaning'

export interface Asked<T> {
  /** Null until it is there. */
  readonly data: T | null
  /** Why it is not. */
  readonly error: ErrorReport | null
}

/** What main says, asked when it is first drawn, and again every so many milliseconds while it is. */
export function useAsked<Name extends PlainRequest & RequestName>(
  name: Name,
  everyMs?: number,
): Asked<RequestOutput<Name>> {
  const { ask } = useHearth()
  const [answer, setAnswer] = useState<Asked<RequestOutput<Name>>>({ data: null, error: null })
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
  }, [ask, name, everyMs])
  return answer
}
