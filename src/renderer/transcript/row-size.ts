import { partSize } from '../markdown/split.ts'
import type { Row } from './rows.ts'

/** What the list takes a row that it has not drawn yet for. */
const fewest = 60
const sample = 40
const charactersPerLine = 85
const lineHeight = 23

/**
 * The height in CSS pixels that the newest rows are likely to have. The list draws as many rows as it thinks fit into
 * the window: were long answers taken for short ones, it would draw dozens to throw most of them away.
 */
export function likelyRowSize(rows: readonly Row[]): number {
  const newest = rows.slice(-sample)
  const total = newest.reduce((sum, row) => sum + likelySize(row), 0)
  return Math.max(fewest, Math.round(total / Math.max(1, newest.length)))
}

const lineOfPlan = 34

function likelySize(row: Row): number {
  if (row.kind === 'plan') return 110 + (row.message.metadata?.actions.length ?? 0) * lineOfPlan
  const length = Math.min(row.message.content.length, partSize)
  const margins = row.kind === 'answer' ? 80 : 70
  return margins + Math.ceil(length / charactersPerLine) * lineHeight
}
