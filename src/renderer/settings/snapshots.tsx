import { useState, type ReactNode } from 'react'
import { reportError } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { Labelled } from './row.tsx'
import { useTimes } from './times.ts'
import { useAsked } from './use-asked.ts'

/** Makes a snapshot, and lists those there are: when asked, since each is read through for it. */
export function Snapshots(): ReactNode {
  const t = useWords()
  const { ask, notify } = useHearth()
  const [isMaking, setMaking] = useState(false)
  const [isListed, setListed] = useState(false)
  const [made, setMade] = useState(0)

  async function make(): Promise<void> {
    setMaking(true)
    try {
      await ask('data.makeSnapshot', undefined)
      setMade((before) => before + 1)
      notify({ kind: 'plain', title: t('settings:rows.snapshots.made') })
    } catch (error) {
      const text = reportError(error).message
      notify({ kind: 'error', title: t('settings:rows.snapshots.notMade'), text })
    }
    setMaking(false)
  }

  return (
    <Labelled
      control={
        <div className="flex flex-wrap gap-2">
          {!isListed && <Button onClick={() => setListed(true)}>{t('settings:rows.snapshots.show')}</Button>}
          <Button aria-disabled={isMaking} onClick={() => !isMaking && void make()}>
            {isMaking ? t('settings:rows.snapshots.making') : t('settings:rows.snapshots.make')}
          </Button>
        </div>
      }
    >
      {isListed && <List key={made} />}
    </Labelled>
  )
}

function List(): ReactNode {
  const t = useWords()
  const { moment, size } = useTimes()
  const { data, error } = useAsked('data.snapshots')
  const isOnServer = useHearthState((state) => state.dataServer !== null)
  const words = error
    ? error.message
    : data === null
      ? t(`settings:rows.snapshots.${isOnServer ? 'server' : 'reading'}`)
      : data.length === 0
        ? t('settings:rows.snapshots.none')
        : null
  return (
    <div aria-live="polite" className="mt-2 text-xs text-ink-2">
      {words !== null && <p>{words}</p>}
      <ul className="empty:hidden">
        {(data ?? []).map((snapshot) => (
          <li
            key={snapshot.id}
            className="flex flex-wrap gap-x-3 border-t border-line py-1.5 leading-[1.6] tabular-nums first:border-t-0"
          >
            <span className="font-medium text-ink">{moment(snapshot.createdAt)}</span>
            <span>{t(`settings:rows.snapshots.${snapshot.reason}`)}</span>
            <span className="ms-auto">
              {t('settings:rows.snapshots.holds', {
                messages: t('settings:rows.snapshots.messages', { count: snapshot.messages }),
                facts: t('settings:rows.snapshots.facts', { count: snapshot.contexts }),
                size: size(snapshot.bytes),
              })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
