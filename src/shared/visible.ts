/**
 * Characters that show nothing, or turn what stands around them: controls, what is invisible, halves of a character, and
 * what overrides the direction. With them a name can be made to look like another. Spelled out as in JavaScript. Left as
 * they are: what joins letters of some scripts, and emoji, where it stands between them.
 */
const hidden =
  /(?!(?<=[^\0-\x7f])[\u200c\u200d](?=[^\0-\x7f]))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/gu

/** A name, a path, a title: everything in it can be seen, a line break too. */
export function visible(text: string): string {
  return spelledOut(text, () => false)
}

/** The same for a text of several lines. */
export function visibleLines(text: string): string {
  return spelledOut(text, (sign, next) => sign === '\n' || sign === '\t' || (sign === '\r' && next === '\n'))
}

function spelledOut(text: string, stays: (sign: string, next: string | undefined) => boolean): string {
  return text.replaceAll(hidden, (sign, at: number) => {
    if (stays(sign, text[at + 1])) return sign
    return sign === '\n' ? '⏎' : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
  })
}
