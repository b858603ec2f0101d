import { useId, type ReactNode } from 'react'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes } from '../transcript/words.ts'
import { contentWords, dateWords, lastWords } from './words.ts'
import { useWords } from '../use-words.ts'

export interface SnapshotListProps {
  readonly snapshots: readonly Snapshot[]
  readonly chosen: string | null
  readonly now: Date
  readonly disabled: boolean
  onChoose(id: string): void
}

/** The snapshots that can be restored, one of them chosen. */
export function SnapshotList({ snapshots, chosen, now, disabled, onChoose }: SnapshotListProps): ReactNode {
  const t = useWords()
  return (
    <fieldset disabled={disabled}>
      <legend className="text-sm font-semibold">{t('recovery:goBack')}</legend>
      <p className="mt-1 text-sm text-ink-2">{t('recovery:comesBack')}</p>
      <ul className="mt-2.5 overflow-hidden rounded-lg border border-line bg-raised shadow-raised">
        {snapshots.map((snapshot) => (
          <SnapshotRow
            key={snapshot.id}
            snapshot={snapshot}
            now={now}
            checked={snapshot.id === chosen}
            onChoose={() => onChoose(snapshot.id)}
          />
        ))}
      </ul>
    </fieldset>
  )
}

interface SnapshotRowProps {
  readonly snapshot: Snapshot
  readonly now: Date
  readonly checked: boolean
  onChoose(): void
}

function SnapshotRow({ snapshot, now, checked, onChoose }: SnapshotRowProps): ReactNode {
  const t = useWords()
  const id = useId()
  const reason = t(`recovery:reasons.${snapshot.reason}`)
  const made = dateWords(snapshot.createdAt, now, t)
  return (
    <li className="border-t border-line first:border-t-0 has-checked:bg-ember-soft">
      <label className="flex gap-3 px-4 py-3 transition-colors duration-100 not-has-checked:hover:bg-hover">
        <input
          type="radio"
          name="snapshot"
          checked={checked}
          onChange={onChoose}
          aria-labelledby={`${id}-when`}
          aria-describedby={`${id}-what`}
          className="mt-[3px] size-4 shrink-0 appearance-none rounded-full border-[1.5px] border-ink-3 bg-raised checked:border-[5px] checked:border-ember"
        />
        <span className="min-w-0 flex-1">
          <span id={`${id}-when`} className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold first-letter:uppercase">{made.words}</span>
            <time dateTime={snapshot.createdAt} className="text-sm text-ink-2 tabular-nums">
              {made.exact}
            </time>
          </span>
          <span id={`${id}-what`} className="mt-0.5 block text-sm leading-normal tabular-nums">
            <span className="block">{contentWords(snapshot, t)}</span>
            <span className="block text-ink-2">{lastWords(snapshot, t)}</span>
            <span className="block text-ink-2 min-[481px]:sr-only">
              {t('recovery:sizeAndReason', { size: formatBytes(snapshot.bytes, t), reason })}
            </span>
          </span>
        </span>
        <span aria-hidden className="shrink-0 text-end text-xs text-ink-2 tabular-nums max-[480px]:hidden">
          <span className="block pt-[3px]">{reason}</span>
          <span className="mt-1 block">{formatBytes(snapshot.bytes, t)}</span>
        </span>
      </label>
    </li>
  )
}
