import { createRandom } from '../../tests/support/random.ts'

/** One message of the corpus. Conversations and messages are numbered; the bench gives them ids. */
export interface CorpusMessage {
  readonly conversation: number
  readonly role: 'user' | 'assistant'
  readonly content: string
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
  const random = createRandom(7)
  const words = 20_000
  return Array.from({ length: messages }, (_, index) => {
    const length = 20 + random.below(40)
    const content = Array.from({ length }, () => word(Math.floor(words ** random.fraction()))).join(' ')
    const role = index % 2 === 0 ? 'user' : 'assistant'
    return { conversation: Math.floor(index / perConversation), role, content } as const
  })
}
