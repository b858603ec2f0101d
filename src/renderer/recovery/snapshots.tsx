import type { ReactNode } from 'react'
import type { FoundSnapshots } from '../../shared/contract.ts'
import { useWords } from '../use-words.ts'
import { SnapshotList } from './snapshot-list.tsx'

export interface SnapshotsProps {
  readonly found: FoundSnapshots | null
  readonly now: Date
  readonly chosen: string | null
  readonly disabled: boolean
  onChoose(id: string): void
}

/** What can be gone back to, and what cannot and why. */
export function Snapshots({ found, ...list }: SnapshotsProps): ReactNode {
  const t = useWords()
  if (!found) {
    return (
      <output className="waits mt-5 block">
        <span className="text-sm font-semibold">{t('recovery:looking')}</span>
        <span aria-hidden className="mt-2.5 block h-[118px] rounded-lg border border-line bg-sunk" />
      </output>
    )
  }
  const { usable, unusable } = found
  return (
    <div className="mt-5">
      {usable.length > 0 ? (
        <SnapshotList snapshots={usable} {...list} />
      ) : (
        <section
          aria-label={t('recovery:snapshots')}
          className="rounded-lg border border-dashed border-line-strong px-5 py-4"
        >
          <h2 className="font-semibold">{t('recovery:none')}</h2>
          <p className="mt-0.5 text-sm text-ink-2">{t('recovery:noneAbout')}</p>
        </section>
      )}
      {unusable.length > 0 && (
        <details className="mt-3 text-sm text-ink-2">
          <summary className="rounded-sm">{t('recovery:unusable', { count: unusable.length })}</summary>
          <ul className="mt-1 ps-4">
            {unusable.map(({ id, why }) => (
              <li key={id} className="mt-1 wrap-anywhere">
                <span className="font-mono">{id}</span>: {why}.
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
