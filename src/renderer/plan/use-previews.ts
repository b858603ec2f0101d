import { useEffect, useState } from 'react'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import type { RequestMessage } from '../../shared/message.ts'
import type { ActionPreview } from '../../shared/request.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'

export interface Previews {
  /** By the id of the action; null while they are on their way. */
  readonly found: ReadonlyMap<string, ActionPreview> | null
  readonly error: ErrorReport | null
}

/** What the actions of a plan would do, asked for again when the plan or what is granted is another. */
export function usePreviews({ id, metadata }: RequestMessage): Previews {
  const { ask, grants } = useHearth()
  const { folders, network } = useHearthState((state) => state.grants)
  const granted = [network, ...(folders ?? []).map(({ path }) => path)].join('\n')
  const digest = metadata?.digest ?? ''
  const [known, setKnown] = useState({ ...nothing, digest, granted })

  useEffect(() => void grants.load(), [grants])
  useEffect(() => {
    let wanted = true
    const show = (next: Previews): void => {
      if (wanted) setKnown({ ...next, digest, granted })
    }
    ask('request.preview', { messageId: id }).then(
      (list) => show({ found: new Map(list.map((one) => [one.actionId, one])), error: null }),
      (error: unknown) => show({ found: new Map(), error: reportError(error) }),
    )
    return () => {
      wanted = false
    }
  }, [ask, id, digest, granted])
  // Those of another plan are none; those from before a folder was granted stand until there are better ones.
  return known.digest === digest ? known : nothing
}

const nothing: Previews = { found: null, error: null }
