import { useState, type ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { useWords } from '../use-words.ts'
import { LicencesDialog } from './licences-dialog.tsx'
import { OpenFolder } from './open-folder.tsx'
import { Labelled } from './row.tsx'
import { useAsked } from './use-asked.ts'

/** The rows of what Hearth is made of, and of what it wrote down. */

export function Versions(): ReactNode {
  const t = useWords()
  const { data, error } = useAsked('app.versions')
  const isStandIn = useAsked('app.info').data?.standIn === true
  const versions = data
    ? [
        ['Hearth', data.hearth],
        ['Electron', data.electron],
        ['Chromium', data.chromium ?? t('settings:rows.versions.ofTheSystem')],
        ['Node', data.node],
        ['PGlite', data.pglite],
      ]
    : []
  return (
    <Labelled>
      {error && (
        <p role="alert" className="mt-1 text-xs text-bad">
          {error.message}
        </p>
      )}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-6 gap-y-0.5 text-sm empty:hidden">
        {versions.map(([name, version]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="tabular-nums select-text">{version}</dd>
          </div>
        ))}
      </dl>
      {isStandIn && <p className="mt-2 text-xs text-ink-2">{t('settings:rows.versions.standIn')}</p>}
    </Labelled>
  )
}

export function Licences(): ReactNode {
  const t = useWords()
  const [isShown, setShown] = useState(false)
  return (
    <Labelled control={<Button onClick={() => setShown(true)}>{t('settings:rows.licences.open')}</Button>}>
      <LicencesDialog shown={isShown} onClose={() => setShown(false)} />
    </Labelled>
  )
}

export function Logs(): ReactNode {
  const t = useWords()
  return <Labelled control={<OpenFolder folder="logs">{t('settings:rows.logs.open')}</OpenFolder>} />
}
