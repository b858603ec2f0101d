import { oneLine } from './text.ts'
import { UsageError } from './usage-error.ts'

export interface TimeRange {
  readonly after?: string
  readonly before?: string
}

/** What was typed for `--after` and `--before`, as ISO 8601 in UTC. Throws UsageError. */
export function readTimeRange({ after, before }: TimeRange): TimeRange {
  return {
    ...(after !== undefined && { after: readTime('--after', after) }),
    ...(before !== undefined && { before: readTime('--before', before) }),
  }
}

/** A day alone begins in the time of this computer. */
function readTime(option: string, given: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(given)
  const time = new Date(day ? `${given}T00:00:00` : given)
  if (!/^\d{4}-/.test(given) || Number.isNaN(time.getTime()))
    throw new UsageError(
      `${option} needs a day or a time such as 2026-03-01 or 2026-03-01T10:00, not “${oneLine(given)}”.`,
    )
  return time.toISOString()
}
