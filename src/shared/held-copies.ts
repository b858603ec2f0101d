import type { Forgotten } from './context.ts'

/** What is said of copies that still hold what was forgotten; null where nothing is to be said. */
export function heldCopies({ snapshots }: Pick<Forgotten, 'snapshots'>): string | null {
  if (snapshots === undefined || snapshots?.count === 0) return null
  if (snapshots === null) return 'Backups of the database server may still hold it.'
  const { count, newer } = snapshots
  const [hold, those] =
    count === 1 ? ['1 snapshot still holds', 'it'] : [`${count} snapshots still hold`, 'the last of them']
  const makings =
    newer === 1 ? 'one newer one has been made' : `${newer} newer ones have been made, one a day`
  return `${hold} it; ${those} goes when ${makings}.`
}
