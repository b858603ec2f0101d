/** What an answer is about to be asked for. */
export interface RecallQuery {
  readonly conversationId: string
  /** The person's message. */
  readonly text: string
  /** What was said before it, the newest last: a message of few words means what those were about. */
  readonly recent: readonly string[]
  /** Ids of messages that the prompt has anyway. */
  readonly shown: ReadonlySet<string>
  /** Room in the prompt, by our own count (`estimateTokens`). */
  readonly tokens: number
}

/** What goes into a prompt of what is remembered. Whoever writes the prompt marks it as data. */
export interface Recalled {
  /** A line for each fact, the most useful first; empty when there is none. */
  readonly facts: string
  /** What was said in earlier conversations, oldest first; empty unless the message points back to it. */
  readonly passages: string
  /** Ids only: answers keep them, and what is forgotten must not stand in an answer. */
  readonly contexts: readonly string[]
  readonly messages: readonly string[]
  readonly tokens: number
  /** Something of it was imported, and so may be another's words. */
  readonly imported: boolean
}

export const nothingRecalled: Recalled = {
  facts: '',
  passages: '',
  contexts: [],
  messages: [],
  tokens: 0,
  imported: false,
}

/** What is remembered of earlier conversations, for prompts. */
export interface Recall {
  /** Never throws for a search that fails: an answer without memory is better than none. */
  for(query: RecallQuery, signal: AbortSignal): Promise<Recalled>
  /** An answer came of it: its facts were of use. Does not throw either. */
  used(contexts: readonly string[]): Promise<void>
  /** Waits for what is still being noted. */
  close(): Promise<void>
}
