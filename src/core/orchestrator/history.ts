import type { Role } from '../../shared/message.ts'
import type { Database } from '../database/database.ts'
import { recentText } from '../database/queries/messages.ts'

/** Of an earlier message no more than this, in characters, can be of use in a prompt. */
export const historyLength = 64_000
const most = { conversations: 4, messages: 200 }

export interface Said {
  readonly id: string
  readonly role: Role
  readonly content: string
}

/**
 * What was said lately in the conversations that are talked in now, kept in memory: reading it anew would be half of
 * what a person waits for before the model is asked.
 */
export interface History {
  /** Oldest first. Read from the database the first time. */
  of(conversationId: string): Promise<readonly Said[]>
  /** Something was said and is saved. */
  add(conversationId: string, said: Said): void
  /** Something was changed or taken out. */
  forget(conversationId: string): void
  /** Anything may have been changed. */
  forgetAll(): void
}

export function createHistory(db: Database): History {
  const known = new Map<string, Promise<readonly Said[]>>()

  function keep(conversationId: string, said: Promise<readonly Said[]>): void {
    known.delete(conversationId)
    known.set(conversationId, said)
    const [oldest] = known.keys()
    if (known.size > most.conversations && oldest !== undefined) known.delete(oldest)
    said.catch(() => known.delete(conversationId))
  }

  return {
    of(conversationId) {
      const found = known.get(conversationId) ?? recentText(db, conversationId, historyLength)
      keep(conversationId, found)
      return found
    },
    add(conversationId, { id, role, content }) {
      const before = known.get(conversationId)
      if (!before) return
      const added = { id, role, content: content.slice(0, historyLength) }
      const others = before.then((said) => said.filter((earlier) => earlier.id !== id))
      keep(
        conversationId,
        others.then((said) => [...said, added].slice(-most.messages)),
      )
    },
    forget(conversationId) {
      known.delete(conversationId)
    },
    forgetAll: () => known.clear(),
  }
}
