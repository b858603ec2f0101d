// On their own, for a page that needs no schema.

/** Characters of a step's output that are kept in its message; the whole is in a file when it is longer. */
export const outputShown = 20_000

/** What is kept of a change in a file. */
export const diffKept = { lines: 400, length: 20_000 }

/** Context windows that can be chosen, in tokens. A model that does not say what it was made for is given less. */
export const windowBounds = { least: 512, most: 1_048_576, mostUnknown: 32_768 }

/** Longest message that a person may send, in UTF-8 bytes. */
export const messageLimit = 1_000_000

/** What a person is told of a message that has too many bytes. */
export function tooLongSentence(bytes: number): string {
  const count = new Intl.NumberFormat('en')
  return `The message has ${count.format(bytes)} bytes; the limit is ${count.format(messageLimit)}. Send a part of it.`
}
