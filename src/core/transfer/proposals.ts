import type { Entry } from './entry.ts'

/**
 * The same entries with what is remembered as proposals, which wait for a yes before they go into a prompt: from an import,
 * whatever the document says of them, and not pinned. What is not in use in the document is left out.
 */
export function asProposals(entries: readonly Entry[]): readonly Entry[] {
  return entries.flatMap((entry): Entry[] => {
    if (entry.kind !== 'context') return [entry]
    const { record } = entry
    if (record.status !== 'kept' && record.status !== 'proposed') return []
    return [{ kind: 'context', record: { ...record, status: 'proposed', origin: 'imported', pinned: false } }]
  })
}
