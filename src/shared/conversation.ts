/** A conversation as every process sees it. Dates are ISO 8601 strings in UTC. */
export interface Conversation {
  readonly id: string
  readonly title: string
  /** Who gave the title: our first guess, the model, or the person (whose title is never replaced). */
  readonly titledBy: 'message' | 'model' | 'person'
  /** The model that answers here, or null until one has been chosen. */
  readonly model: string | null
  /** The context window in tokens that every call of this conversation asks for: another one reloads the model. */
  readonly numCtx: number
  /** What is typed in the composer but not sent. */
  readonly draft: string
  /** Nothing of it is learned, found, recalled or exported, and it is deleted when it is left. */
  readonly temporary: boolean
  /** What its beginning came to, and the last message that this tells of; null while nobody asked for that. */
  readonly summary: string | null
  readonly summaryUntil: string | null
  readonly createdAt: string
  /** When something was last said. The list is ordered by it. */
  readonly updatedAt: string
}

/** Longest title in characters (UTF-16 units). */
export const titleLimit = 400
