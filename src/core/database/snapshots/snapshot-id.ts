/**
 * The moment as a name that sorts: `2026-11-24T18-30-00-000Z`. Where the clock was set back or a name is taken already,
 * the newest name with a number: a snapshot made later always sorts later, so that the oldest are not the newest.
 */
export function nextId(now: Date, taken: readonly string[]): string {
  const moment = now.toISOString().replaceAll(/[:.]/g, '-')
  const newest = taken.filter(isSnapshotId).toSorted().at(-1)
  if (newest === undefined || newest < moment) return moment
  const [, base = newest, number = '0'] = /^(.*Z)-(\d+)$/.exec(newest) ?? []
  return `${base}-${String(Number(number) + 1).padStart(6, '0')}`
}

export function isSnapshotId(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z(-\d{6})?$/.test(text)
}
