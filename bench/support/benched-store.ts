import type { CorpusMessage } from './corpus.ts'

/** A store that the same questions are put to. */
export interface BenchedStore {
  fill(messages: readonly CorpusMessage[]): Promise<void>
  /** Adds a message to a conversation, on the disk when it resolves. */
  insert(conversationId: string, content: string): Promise<void>
  /** Reads the newest 50 messages of a conversation. Resolves with how many came. */
  lastMessages(conversationId: string): Promise<number>
  /** Brings all that was filled in into the index of words, where that is not so already. */
  index(): Promise<void>
  /** The best 20 messages with some of these words, with a snippet each. Resolves with how many came. */
  search(text: string): Promise<number>
  /** In how many messages a word stands. */
  count(word: string): Promise<number>
  /** Closes it and opens it again, up to its first answer. */
  reopen(): Promise<void>
  /** What it takes on the disk, without its write-ahead log. */
  bytes(): Promise<number>
  close(): Promise<void>
}
