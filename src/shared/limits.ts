/** Longest message that a person may send, in UTF-8 bytes. On its own, for a page that needs no schema. */
export const messageLimit = 1_000_000

/** What a person is told of a message that has too many bytes. */
export function tooLongSentence(bytes: number): string {
  const count = new Intl.NumberFormat('en')
  return `The message has ${count.format(bytes)} bytes; the limit is ${count.format(messageLimit)}. Send a part of it.`
}
