/** Text without what could move a terminal's cursor, colour it or talk to it: a model may write anything. */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '')
}

/** On one line. */
export function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' ')).trim()
}

const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u

const segmenter = new Intl.Segmenter()

/** Columns that the text takes on a terminal, near enough. */
export function columns(text: string): number {
  let sum = 0
  for (const { segment } of segmenter.segment(text)) sum += wide.test(segment) ? 2 : 1
  return sum
}

/** Cut to `width` columns, with an ellipsis where something is missing. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text
  let cut = ''
  let left = width - 1
  for (const { segment } of segmenter.segment(text)) {
    left -= columns(segment)
    if (left < 0) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}

/** `2026-11-24 09:05` in the time of this computer. */
export function when(iso: string): string {
  const date = new Date(iso)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Bytes as people say them: `4.1 GB`. */
export function bytes(amount: number): string {
  if (amount < 1_000_000) return `${Math.ceil(amount / 1_000)} kB`
  if (amount < 1_000_000_000) return `${Math.round(amount / 1_000_000)} MB`
  return `${(amount / 1_000_000_000).toFixed(1)} GB`
}

/** Rows in columns, the last one as long as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columns(cell))
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - columns(cell)))
      .join('  ')
      .trimEnd()
  return rows.map((row) => `${line(row)}\n`).join('')
}
