import { diffFile } from '../shared/diff.ts'

const signs = { same: ' ', removed: '-', added: '+' } as const

/**
 * What changes between two texts, as the window shows it too: lines that begin with `-`, `+` or a blank, and a word on
 * the unchanged ones that are left out. Null stands for a file that is not there.
 */
export function changedLines(before: string | null, after: string): readonly string[] {
  return diffFile(before, after).lines.map((line) => {
    if (line.kind !== 'fold') return `${signs[line.kind]} ${line.text}`
    return line.count === 1 ? '… 1 line stays' : `… ${line.count} lines stay`
  })
}
