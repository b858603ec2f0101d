import { useLayoutEffect, useState } from 'react'
import type { Message } from '../../shared/message.ts'

/** True in the render in which earlier messages come to the front: what is being read has to stay where it is. */
export function usePrepended(messages: readonly Message[]): boolean {
  const first = messages[0]?.id
  const [known, setKnown] = useState(first)
  // oxlint-disable-next-line react/set-state-in-effect -- The list has to see one render in which they are new.
  useLayoutEffect(() => setKnown(first), [first])
  return known !== undefined && known !== first && messages.some(({ id }) => id === known)
}
