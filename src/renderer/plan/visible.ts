/**
 * Characters that show nothing, or turn what stands around them: controls, what is invisible, and what overrides the
 * direction. With them a name can be made to look like another.
 */
const hidden = /[\p{Cc}\p{Cf}\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]/gu
const layout = new Set(['\n', '\t', '\r'])
/** They join the letters of some scripts, and emoji. */
const joiners = new Set(['\u200c', '\u200d'])

/** A name, a path, a title: everything in it can be seen, a line break too. */
export function visible(text: string): string {
  return text.replaceAll(hidden, (sign) => (joiners.has(sign) ? sign : written(sign)))
}

/** The same for a text of several lines. */
export function visibleLines(text: string): string {
  return text.replaceAll(hidden, (sign) => (joiners.has(sign) || layout.has(sign) ? sign : written(sign)))
}

function written(sign: string): string {
  if (sign === '\n') return '⏎'
  return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
}
