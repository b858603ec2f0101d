import { useId, useState, type ReactNode } from 'react'
import { mostSnapshots } from '../../shared/settings.ts'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { useChosen } from './controls.tsx'
import { OpenFolder } from './open-folder.tsx'
import { Labelled, rowIds, useRow } from './row.tsx'
import { useTimes } from './times.ts'
import { useAsked } from './use-asked.ts'

/** The rows of what lies on the disk, and of what goes out and comes in. */

export function Folder(): ReactNode {
  const t = useWords()
  const { size } = useTimes()
  const info = useAsked('app.info').data
  const { data: sizes, error } = useAsked('data.sizes')
  const server = useHearthState((state) => state.dataServer)
  return (
    <Labelled control={<OpenFolder folder="data">{t('settings:rows.folder.open')}</OpenFolder>}>
      <p dir="ltr" className="mt-2 text-start font-mono text-xs leading-[1.7] wrap-anywhere">
        {info?.dataFolder ?? '…'}
      </p>
      <p className="text-xs leading-[1.7] text-ink-2 tabular-nums">
        {error?.message ??
          (sizes &&
            t('settings:rows.folder.sizes', {
              all: size(sizes.all),
              database: size(sizes.database),
              snapshots: size(sizes.snapshots),
            }))}{' '}
        {server !== null && t('settings:rows.folder.server', { server })}
      </p>
    </Labelled>
  )
}

/** Kept when the field is left, or by Enter: on the way to 12 one does not want 1. */
export function SnapshotsKept(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const id = useId()
  const ids = rowIds(useRow())
  const kept = useChosen(({ data }) => data.snapshotsKept)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? String(kept ?? '')
  const isRight = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= mostSnapshots

  function keep(): void {
    if (typed === null || !isRight) return
    setTyped(null)
    if (Number(typed) !== kept) void settings.change({ data: { snapshotsKept: Number(typed) } })
  }

  const isWrong = typed !== null && !isRight
  return (
    <Labelled
      htmlFor={id}
      control={
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          aria-describedby={isWrong ? `${ids.about} ${id}-wrong` : ids.about}
          aria-invalid={isWrong}
          disabled={kept === null}
          value={text}
          onChange={({ target }) => setTyped(target.value.trim())}
          onBlur={() => (isRight ? keep() : setTyped(null))}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep()
            if (event.key !== 'Escape' || typed === null) return
            event.preventDefault()
            setTyped(null)
          }}
          className="h-9 w-20 rounded-md border border-line-strong bg-raised px-2.5 text-end text-sm tabular-nums shadow-raised aria-invalid:border-bad"
        />
      }
    >
      {isWrong && (
        <p id={`${id}-wrong`} role="alert" className="mt-1 text-xs text-bad">
          {t('settings:rows.snapshotsKept.wrong', { most: mostSnapshots })}
        </p>
      )}
    </Labelled>
  )
}

export function Transfer({ way }: { readonly way: 'export' | 'import' }): ReactNode {
  const t = useWords()
  const { transfer } = useHearth()
  return (
    <Labelled
      control={
        <Button onClick={() => (way === 'export' ? transfer.openExport() : transfer.openImport())}>
          {t(`settings:rows.${way}.open`)}
        </Button>
      }
    />
  )
}
