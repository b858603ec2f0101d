import type { ReactNode } from 'react'
import type { ProgressMessage } from '../../shared/message.ts'
import { visible } from '../../shared/visible.ts'
import { DiffView } from '../plan/diff-view.tsx'
import { Glance } from '../plan/glance.tsx'
import { ErrorText } from '../error-text.tsx'
import { LiveOutput, StoredOutput } from './output.tsx'
import { useWords } from '../use-words.ts'

export interface StepDetailsProps {
  readonly step: ProgressMessage
  /** Empty where it is told elsewhere. */
  readonly summary: string
  readonly isRunning: boolean
}

/** What a step said, changed and gave out. */
export function StepDetails({ step, summary, isRunning }: StepDetailsProps): ReactNode {
  const t = useWords()
  if (!step.metadata) return null
  const { runId, actionId, output = '', outputLength, error, files = [] } = step.metadata
  const others = files.filter(({ diff }) => !diff)
  return (
    <div className="grid min-w-0 gap-2">
      {error && (
        <p
          dir="auto"
          className={`text-sm wrap-anywhere ${step.metadata.state === 'failed' ? 'rounded-md border border-bad-line bg-bad-soft px-3 py-2' : 'text-ink-2'}`}
        >
          <ErrorText error={error} />
        </p>
      )}
      {summary !== '' && (
        <p dir="auto" className="text-sm wrap-anywhere text-ink-2">
          <Glance text={summary} />
        </p>
      )}
      {files.map(({ change, path, diff }) =>
        diff ? <DiffView key={path} path={path} isNew={change === 'created'} diff={diff} /> : null,
      )}
      {others.length > 0 && (
        <ul className="max-h-48 overflow-y-auto text-xs leading-[1.7]">
          {others.map(({ change, path }) => (
            <li key={`${change} ${path}`} className="flex gap-2">
              <span className="w-14 shrink-0 text-ink-2">{t(`run:changes.${change}`)}</span>
              <span dir="ltr" className="min-w-0 font-mono break-all">
                {visible(path)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isRunning ? <LiveOutput step={step} /> : null}
      {!isRunning && output !== '' && (
        <StoredOutput {...{ runId, actionId, output }} length={outputLength ?? output.length} />
      )}
    </div>
  )
}
