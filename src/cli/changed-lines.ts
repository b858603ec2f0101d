/** Lines around a change that are shown for orientation. */
const around = 2

/**
 * What changes between two texts, as lines that begin with `-`, `+` or a blank: everything between the first and the
 * last line that differ. Null stands for a file that is not there.
 */
export function changedLines(before: string | null, after: string): readonly string[] {
  const old = before === null ? [] : linesOf(before)
  const fresh = linesOf(after)
  let start = 0
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start += 1
  let end = 0
  while (
    end < Math.min(old.length, fresh.length) - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  )
    end += 1
  const line = (sign: string) => (text: string) => `${sign} ${text}`
  return [
    ...fresh.slice(Math.max(0, start - around), start).map(line(' ')),
    ...old.slice(start, old.length - end).map(line('-')),
    ...fresh.slice(start, fresh.length - end).map(line('+')),
    ...fresh.slice(fresh.length - end, fresh.length - end + around).map(line(' ')),
  ]
}

/** The end of the last line is no line of its own. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
