/** One message of the corpus. Conversations and messages are numbered; the bench gives them ids. */
export interface CorpusMessage {
  readonly conversation: number
  readonly role: 'user' | 'assistant'
  readonly content: string
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The n-th commonest word: pronounceable, so that a stemmer has something to do. */
export function word(n: number): string {
  const syllables = ['ka', 'ro', 'mi', 'ten', 'lu', 'sa', 'vor', 'ne', 'di', 'pol']
  return String(n).replaceAll(/\d/g, (digit) => syllables[Number(digit)] ?? '')
}

/**
 * Messages whose words are as unevenly common as those of a language (Zipf over 20,000 words, about 40 words each): word
 * 1 stands in most of them, word 15,000 in a handful.
 */
export function corpus(messages: number, perConversation = 100): CorpusMessage[] {
  const random = seeded(7)
  const words = 20_000
  return Array.from({ length: messages }, (_, index) => {
    const length = 20 + Math.floor(random() * 40)
    const content = Array.from({ length }, () => word(Math.floor(words ** random()))).join(' ')
    const role = index % 2 === 0 ? 'user' : 'assistant'
    return { conversation: Math.floor(index / perConversation), role, content } as const
  })
}
