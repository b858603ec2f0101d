/** The lines of two texts side by side: what stays, goes and comes. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Unchanged lines that nobody needs to see, or a line. */
export type FoldedLine = DiffLine | { readonly kind: 'fold'; readonly count: number }

/** How a file changed: its changed lines with what is around them, and how many there are of them in all. */
export interface FileDiff {
  readonly added: number
  readonly removed: number
  readonly lines: FoldedLine[]
  /** There was more to show. */
  readonly cut?: boolean | undefined
}

/** No more lines, and no more characters (UTF-16 units), than this. */
export interface DiffLimits {
  readonly lines: number
  readonly length: number
}

/** Cells of the table from which on a change is shown as all old lines, then all new ones. */
const mostCells = 1_000_000
/** Unchanged lines that are shown around a change. */
const context = 3

/** How a file changes, all of it. Null stands for a file that is not there. */
export function diffFile(before: string | null, after: string): FileDiff {
  const diff = diffLines(before ?? '', after)
  const count = (wanted: DiffLine['kind']): number => diff.filter(({ kind }) => kind === wanted).length
  return { added: count('added'), removed: count('removed'), lines: foldLines(diff) }
}

/** The beginning of it, as much as fits; what does not is counted all the same. */
export function cutDiff(diff: FileDiff, limits: DiffLimits): FileDiff {
  const kept: FoldedLine[] = []
  let room = limits.length
  for (const line of diff.lines.slice(0, limits.lines)) {
    if (line.kind !== 'fold' && line.text.length > room) {
      if (room > 0) kept.push({ ...line, text: line.text.slice(0, room) })
      return { ...diff, lines: kept, cut: true }
    }
    if (line.kind !== 'fold') room -= line.text.length
    kept.push(line)
  }
  return kept.length < diff.lines.length ? { ...diff, lines: kept, cut: true } : diff
}

/** How one text becomes another, line by line. A text that does not end in a line break is none the worse for it. */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = lines(before)
  const now = lines(after)
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1
  return [
    ...as('same', old.slice(0, start)),
    ...changed(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...as('same', old.slice(old.length - end)),
  ]
}

/** The same without the unchanged lines that are far from any change. */
export function foldLines(diff: readonly DiffLine[]): FoldedLine[] {
  const near = new Uint8Array(diff.length)
  for (const [index, { kind }] of diff.entries()) {
    if (kind !== 'same') near.fill(1, Math.max(0, index - context), index + context + 1)
  }
  const folded: FoldedLine[] = []
  for (let index = 0; index < diff.length;) {
    const line = diff[index]
    let next = index + 1
    if (line && near[index] === 1) folded.push(line)
    else {
      while (next < diff.length && near[next] === 0) next += 1
      folded.push({ kind: 'fold', count: next - index })
    }
    index = next
  }
  return folded
}

function lines(text: string): string[] {
  if (text === '') return []
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
}

function as(kind: DiffLine['kind'], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }))
}

/** The longest lines in common stay; the rest goes and comes. */
function changed(old: readonly string[], now: readonly string[]): DiffLine[] {
  const width = now.length + 1
  if (old.length * now.length > mostCells) return [...as('removed', old), ...as('added', now)]
  // For each pair of places, how many lines the rests have in common.
  const common = new Uint32Array((old.length + 1) * width)
  const at = (row: number, column: number): number => common[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      common[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const diff: DiffLine[] = []
  let row = 0
  let column = 0
  while (row < old.length || column < now.length) {
    const [was, is] = [old[row], now[column]]
    if (was !== undefined && was === is) {
      diff.push({ kind: 'same', text: was })
      row += 1
      column += 1
    } else if (was !== undefined && (is === undefined || at(row + 1, column) >= at(row, column + 1))) {
      diff.push({ kind: 'removed', text: was })
      row += 1
    } else {
      diff.push({ kind: 'added', text: is ?? '' })
      column += 1
    }
  }
  return diff
}
