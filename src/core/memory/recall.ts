/** What an answer is about to be asked for. */
export interface RecallQuery {
  readonly conversationId: string
  /** The person's message. */
  readonly text: string
  /** What was said before it, the newest last: a message of few words means what those were about. */
  readonly recent: readonly string[]
  /** Room in the prompt, by our own count. */
  readonly tokens: number
}

/** What goes into a prompt of what is remembered. Ids only outside of `note`: answers keep them. */
export interface Recalled {
  /** Text for the system's part of the prompt; what others wrote in it is marked as data. Empty when there is nothing. */
  readonly note: string
  readonly contexts: readonly string[]
  readonly messages: readonly string[]
  readonly tokens: number
}

/** Never throws for a search that fails: an answer without memory is better than none. */
export type Recall = (query: RecallQuery, signal: AbortSignal) => Promise<Recalled>
