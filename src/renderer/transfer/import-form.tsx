import { useId, useState, type ReactNode } from 'react'
import type { FactsAs, ImportPreview, MergePolicy } from '../../shared/transfer.ts'
import { Button } from '../controls/button.tsx'
import { Tick } from '../controls/tick.tsx'
import { useHearth } from '../hearth-context.ts'
import type { Importing } from '../store/transferring.ts'
import { useWords } from '../use-words.ts'
import { Choices } from './choices.tsx'
import { FactsChoice } from './facts-choice.tsx'
import { Done, Failed } from './outcome.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { amounts, differs } from './words.ts'

const policies = ['skip', 'newer', 'both'] as const

/** What comes in, once one has seen what it would change. */
export function ImportForm({ importing }: { readonly importing: Importing }): ReactNode {
  const t = useWords()
  const { transfer } = useHearth()
  const { preview, reading, id, progress, done, error } = importing
  if (done) {
    const { added, replaced, skipped } = done
    const text = [
      t('transfer:cameIn', { amounts: amounts(added, t) }),
      replaced > 0 && t('transfer:replaced', { replaced }),
      skipped > 0 && t('transfer:skipped', { skipped }),
    ]
      .filter((part) => part !== false)
      .join('')
    return <Done title={t('transfer:imported')} text={text} onClose={transfer.close} />
  }
  return (
    <>
      {preview && (
        <Preview key={preview.importId} preview={preview} busy={id !== null}>
          {id === null ? null : <ProgressBar label={t('transfer:importing')} progress={progress} />}
        </Preview>
      )}
      {error && <Failed error={error} />}
      {preview ? null : (
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={transfer.close}>{t('transfer:cancel')}</Button>
          <Button look="main" disabled={reading} onClick={() => void transfer.chooseFile()}>
            {t(reading ? 'transfer:reading' : 'transfer:chooseFile')}
          </Button>
        </div>
      )}
    </>
  )
}

interface PreviewProps {
  readonly preview: ImportPreview
  readonly busy: boolean
  /** Its progress. */
  readonly children: ReactNode
}

function Preview({ preview, busy, children }: PreviewProps): ReactNode {
  const t = useWords()
  const { transfer } = useHearth()
  const [policy, setPolicy] = useState<MergePolicy>('skip')
  const [facts, setFacts] = useState<FactsAs>(preview.factsAs)
  const [despite, setDespite] = useState(false)
  const tick = useId()
  const { path, source, exportedAt, conversations, messages, contexts, warnings, checksumFailed } = preview
  const all = [conversations, messages, contexts]
  const changesNothing = all.every(({ fresh, older, newer }) => fresh + older + newer === 0)
  return (
    <>
      <p className="font-mono text-xs wrap-anywhere text-ink-2">
        <bdi>{path}</bdi>
      </p>
      <p className="mt-0.5 text-ink-2">
        {exportedAt
          ? t(`transfer:sourcesWithDay.${source}`, { date: new Date(exportedAt) })
          : t(`transfer:sources.${source}`)}
      </p>
      <Standings preview={preview} />
      {warnings.map((warning) => (
        <p
          key={warning}
          className="mt-3 rounded-md border border-warn-line bg-warn-soft px-3 py-2 wrap-anywhere"
        >
          {warning}
        </p>
      ))}
      {all.some(differs) && (
        <Choices<MergePolicy>
          legend={t('transfer:different')}
          options={policies.map((one) => [
            one,
            t(`transfer:policies.${one}`),
            t(`transfer:policies.${one}About`),
          ])}
          value={policy}
          disabled={busy}
          onChange={(wanted) => setPolicy(wanted)}
        />
      )}
      {preview.factsInUse > 0 && (
        <FactsChoice
          count={preview.factsInUse}
          value={facts}
          disabled={busy}
          onChange={(wanted) => setFacts(wanted)}
        />
      )}
      {checksumFailed && (
        <label htmlFor={tick} className="mt-4 flex items-start gap-2.5">
          <Tick
            id={tick}
            checked={despite}
            disabled={busy}
            onChange={(event) => setDespite(event.target.checked)}
          />
          <span>
            {t('transfer:despite')}
            <span className="block text-ink-2">{t('transfer:despiteAbout')}</span>
          </span>
        </label>
      )}
      {changesNothing && <p className="mt-4">{t('transfer:changesNothing')}</p>}
      {children ?? (
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={() => void transfer.chooseFile()}>{t('transfer:anotherFile')}</Button>
          <Button
            look="main"
            disabled={changesNothing || (checksumFailed && !despite)}
            onClick={() => void transfer.import(policy, facts, despite)}
          >
            {t('transfer:import')}
          </Button>
        </div>
      )}
    </>
  )
}

const columns = ['fresh', 'same', 'newer', 'older'] as const
const rows = ['conversations', 'messages', 'contexts'] as const

/** How what is in the file stands to what is here. */
function Standings({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const t = useWords()
  return (
    <table className="mt-3 w-full tabular-nums">
      <caption className="sr-only">{t('transfer:table')}</caption>
      <thead>
        <tr className="text-xs text-ink-3">
          <th scope="col" className="sr-only">
            {t('transfer:kind')}
          </th>
          {columns.map((name) => (
            <th key={name} scope="col" className="py-1 ps-3 text-end font-normal">
              {t(`transfer:columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row} className="border-t border-line">
            <th scope="row" className="py-1.5 text-start font-normal">
              {t(`transfer:rows.${row}`)}
            </th>
            {columns.map((name) => (
              <td key={name} className={`ps-3 text-end ${preview[row][name] === 0 ? 'text-ink-3' : ''}`}>
                {t('transfer:number', { number: preview[row][name] })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
