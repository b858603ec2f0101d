/**
 * A file as it goes with a message: its name, and what is in it between marks that do not stand in it, so that nothing in
 * it passes for the person's own words.
 */
export function givenFile(file: string, content: string): string {
  // A name may hold line breaks, and characters that turn what follows.
  const name = file.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
  const text = content.replaceAll(/\r\n?/g, '\n').trimEnd()
  const mark = marks.find((one) => !text.includes(one))
  if (mark !== undefined) return `[${name}]\n${mark}\n${text}\n${mark}`
  return `[${name}]\n${text.replaceAll(/^/gm, '> ')}`
}

const marks = ['```', '~~~']
const given = /^\[(.{1,255})\]\n(?:(```|~~~)\n[\s\S]*?\n\2$|> )/gmu

/** The names of the files that go with a message. */
export function filesGivenIn(message: string): string[] {
  return [...message.matchAll(given)].map(([, name = '']) => name)
}

/** Whether a file that was read as text is any: what is none has bytes that are no characters. */
export function isText(content: string): boolean {
  const head = content.slice(0, 100_000)
  return head.indexOf('\0') === -1 && head.indexOf('\u{FFFD}') === -1
}
