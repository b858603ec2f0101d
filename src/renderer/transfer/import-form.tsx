import { useId, useState, type ReactNode } from 'react'
import type { FactsAs, ImportPreview, MergePolicy, Standing } from '../../shared/transfer.ts'
import { Button } from '../controls/button.tsx'
import { Tick } from '../controls/tick.tsx'
import { useHearth } from '../hearth-context.ts'
import type { Importing } from '../store/transferring.ts'
import { Choices } from './choices.tsx'
import { FactsChoice } from './facts-choice.tsx'
import { Done, Failed } from './outcome.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { amounts, differs } from './words.ts'

const sources = { hearth: 'Exported by Hearth', chatgpt: 'From ChatGPT', 'open-webui': 'From Open WebUI' }

const policies = [
  ['skip', 'Leave what is here as it is', 'Only what is new comes in.'],
  [
    'newer',
    'Keep the newer one',
    'Where the file has the newer content, it takes the place of what is here.',
  ],
  ['both', 'Keep both', 'What is different comes in beside what is here.'],
] as const

/** What comes in, once one has seen what it would change. */
export function ImportForm({ importing }: { readonly importing: Importing }): ReactNode {
  const { transfer } = useHearth()
  const { preview, reading, id, progress, done, error } = importing
  if (done) {
    const text = `${amounts(done.added)} came in. ${done.replaced.toLocaleString()} replaced, ${done.skipped.toLocaleString()} left as they are.`
    return <Done title="Imported" text={text} onClose={transfer.close} />
  }
  return (
    <>
      {preview && (
        <Preview key={preview.importId} preview={preview} busy={id !== null}>
          {id === null ? null : <ProgressBar label="Importing" progress={progress} />}
        </Preview>
      )}
      {error && <Failed error={error} />}
      {preview ? null : (
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={transfer.close}>Cancel</Button>
          <Button look="main" disabled={reading} onClick={() => void transfer.chooseFile()}>
            {reading ? 'Reading…' : 'Choose a file…'}
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
  const { transfer } = useHearth()
  const [policy, setPolicy] = useState<MergePolicy>('skip')
  const [facts, setFacts] = useState<FactsAs>(preview.factsAs)
  const [despite, setDespite] = useState(false)
  const tick = useId()
  const { path, source, exportedAt, conversations, messages, contexts, warnings, checksumFailed } = preview
  const all = [conversations, messages, contexts]
  const changesNothing = all.every(({ fresh, older, newer }) => fresh + older + newer === 0)
  const day = exportedAt && new Date(exportedAt).toLocaleDateString(undefined, { dateStyle: 'medium' })
  return (
    <>
      <p className="font-mono text-xs wrap-anywhere text-ink-2">
        <bdi>{path}</bdi>
      </p>
      <p className="mt-0.5 text-ink-2">
        {sources[source]}
        {day ? `, ${day}` : ''}.
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
          legend="Where something is here already and is different"
          options={policies}
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
            Import although it was changed
            <span className="block text-ink-2">
              Its checksum does not fit: somebody edited it, or it was damaged on its way.
            </span>
          </span>
        </label>
      )}
      {changesNothing && <p className="mt-4">All of it is here already. There is nothing to import.</p>}
      {children ?? (
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={() => void transfer.chooseFile()}>Another file…</Button>
          <Button
            look="main"
            disabled={changesNothing || (checksumFailed && !despite)}
            onClick={() => void transfer.import(policy, facts, despite)}
          >
            Import
          </Button>
        </div>
      )}
    </>
  )
}

const columns = [
  ['fresh', 'New'],
  ['same', 'Same'],
  ['newer', 'Newer'],
  ['older', 'Older'],
] as const

/** How what is in the file stands to what is here. */
function Standings({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const rows: readonly (readonly [string, Standing])[] = [
    ['Conversations', preview.conversations],
    ['Messages', preview.messages],
    ['Facts', preview.contexts],
  ]
  return (
    <table className="mt-3 w-full tabular-nums">
      <caption className="sr-only">What the file has, beside what is here</caption>
      <thead>
        <tr className="text-xs text-ink-3">
          <th scope="col" className="sr-only">
            Kind
          </th>
          {columns.map(([name, label]) => (
            <th key={name} scope="col" className="py-1 ps-3 text-end font-normal">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, standing]) => (
          <tr key={label} className="border-t border-line">
            <th scope="row" className="py-1.5 text-start font-normal">
              {label}
            </th>
            {columns.map(([name]) => (
              <td key={name} className={`ps-3 text-end ${standing[name] === 0 ? 'text-ink-3' : ''}`}>
                {standing[name].toLocaleString()}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
