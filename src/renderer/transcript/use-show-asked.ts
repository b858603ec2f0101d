import { useEffect, useRef } from 'react'
import type { Message } from '../../shared/message.ts'

export interface Asked {
  /** What is drawn of the conversation, and whether there is more behind it. */
  readonly messages: readonly Message[]
  readonly hasLater: boolean
  /** The turn that is under way. */
  readonly turnId: string | undefined
  toEnd(): void
}

/** What one has just asked is what one wants to see. A command may be over before its turn is drawn. */
export function useShowAsked({ messages, hasLater, turnId, toEnd }: Asked): void {
  const asked = hasLater ? null : (messages.findLast(({ role }) => role === 'user')?.id ?? null)
  const before = useRef(asked)
  useEffect(() => {
    if (turnId !== undefined) toEnd()
  }, [turnId, toEnd])
  useEffect(() => {
    if (asked !== null && before.current !== null && asked !== before.current) toEnd()
    before.current = asked
  }, [asked, toEnd])
}
