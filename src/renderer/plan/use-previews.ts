import { useEffect, useRef, useState } from 'react'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import type { RequestMessage } from '../../shared/message.ts'
import type { ActionPreview } from '../../shared/request.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

export interface Previews {
  /** By the id of the action; null while they are on their way. */
  readonly found: ReadonlyMap<string, ActionPreview> | null
  readonly error: ErrorReport | null
}

/** Looks at one plan while it is open. Each may find another plan, which another window then looks at in its turn. */
const mostLooks = 8

/**
 * What the actions of a plan would do, asked for again when the plan or what is granted is another. The answer says which
 * plan it is of: to look may make another of it, which is not looked at once more for that.
 */
export function usePreviews({ id, metadata }: RequestMessage): Previews {
  const t = useWords()
  const { ask, grants } = useHearth()
  const { folders, network } = useHearthState((state) => state.grants)
  const granted = [network, ...(folders ?? []).map(({ path }) => path)].join('\n')
  const digest = metadata?.digest ?? ''
  const [known, setKnown] = useState<Previews & Of>({ ...nothing, id: '', digest: '', granted: '' })
  const [asking, setAsking] = useState(false)
  const looks = useRef({ of: '', left: mostLooks })
  const isKnown = known.id === id && known.digest === digest && known.granted === granted

  useEffect(() => void grants.load(), [grants])
  useEffect(() => {
    // Only one at a time: its answer may be of the plan that there is by then.
    if (asking || isKnown) return
    const of = `${id}\n${granted}`
    if (looks.current.of !== of) looks.current = { of, left: mostLooks }
    looks.current.left -= 1
    if (looks.current.left < 0) {
      const error = { code: 'changed', message: t('plan:keepsChanging') } as const
      setKnown({ found: new Map(), error, id, digest, granted })
      return
    }
    setAsking(true)
    void ask('request.preview', { messageId: id })
      .then(
        ({ digest: shown, previews }) => setKnown({ ...asFound(previews), id, digest: shown, granted }),
        (error: unknown) => setKnown({ found: new Map(), error: reportError(error), id, digest, granted }),
      )
      .finally(() => setAsking(false))
  }, [ask, t, asking, isKnown, id, digest, granted])
  // Those of another plan are none; those from before a folder was granted stand until there are better ones.
  return known.id === id && known.digest === digest ? known : nothing
}

/** What previews were asked of. */
interface Of {
  readonly id: string
  readonly digest: string
  readonly granted: string
}

const nothing: Previews = { found: null, error: null }

function asFound(previews: readonly ActionPreview[]): Previews {
  return { found: new Map(previews.map((one) => [one.actionId, one])), error: null }
}
