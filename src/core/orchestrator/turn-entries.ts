import { AppError } from '../../shared/errors.ts'
import type { LiveTurn } from './turn.ts'

/** A turn that was asked for. */
export interface Asked {
  readonly turnId: string
  readonly controller: AbortController
}

export interface Entry extends Asked {
  /** Null until the person's message is saved. */
  live: LiveTurn | null
  /** Settles when nothing of the turn is under way any more. Never rejects. */
  readonly over: Promise<void>
}

/** Which turn has which conversation. */
export interface Entries {
  get(conversationId: string): Entry | undefined
  all(): readonly Entry[]
  /** Throws `turn_running` where another turn is. What it returns may leave more than once. */
  enter(conversationId: string, asked: Asked): { readonly entry: Entry; readonly leave: () => void }
  /** Resolves when no turn is there any more. */
  free(conversationId: string): Promise<void>
}

export function createEntries(): Entries {
  const entries = new Map<string, Entry>()
  return {
    get: (conversationId) => entries.get(conversationId),
    all: () => [...entries.values()],
    enter(conversationId, asked) {
      if (entries.has(conversationId)) {
        throw new AppError(
          'turn_running',
          'An answer is still being written here. Stop it or wait for its end.',
        )
      }
      const { promise: over, resolve: settle } = Promise.withResolvers<void>()
      const entry: Entry = { ...asked, live: null, over }
      entries.set(conversationId, entry)
      const leave = (): void => {
        // The next one may be there by now.
        if (entries.get(conversationId) === entry) entries.delete(conversationId)
        settle()
      }
      return { entry, leave }
    },
    async free(conversationId) {
      for (let entry = entries.get(conversationId); entry; entry = entries.get(conversationId))
        await entry.over
    },
  }
}
