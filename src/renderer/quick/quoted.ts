import type { TextSource } from '../../shared/desktop-requests.ts'

/** A text that a person took into the message. */
export interface TakenText {
  readonly from: TextSource
  readonly text: string
}

/**
 * What is asked: what was typed, then each text that was taken as a quotation. Every line of it is marked, so that nothing
 * in it can pass for the person's own words.
 */
export function withQuotations(
  typed: string,
  taken: readonly TakenText[],
  heading: (from: TextSource) => string,
): string {
  const quotations = taken.map(({ from, text }) => `${heading(from)}\n${quoted(text)}`)
  return [typed.trim(), ...quotations].filter((part) => part !== '').join('\n\n')
}

function quoted(text: string): string {
  return text
    .trimEnd()
    .split(/\r\n|[\r\n\u2028\u2029\v\f\u0085]/)
    .map((line) => `> ${line}`)
    .join('\n')
}
