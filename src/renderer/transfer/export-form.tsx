import { useId, useState, type ReactNode } from 'react'
import type { ExportScope } from '../../shared/transfer.ts'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { Exporting } from '../store/transferring.ts'
import { useWords } from '../use-words.ts'
import { Choices } from './choices.tsx'
import { Done, Failed } from './outcome.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { amounts, bytesInWords, dayToMoment } from './words.ts'

/** What goes out, and as what. */
export function ExportForm({ exporting }: { readonly exporting: Exporting }): ReactNode {
  const t = useWords()
  const { transfer } = useHearth()
  const { scope, format, id, progress, done, error } = exporting
  const open = useHearthState(({ chat }) => (chat.conversation?.temporary ? null : chat.conversation))
  const busy = id !== null
  // Another conversation than the open one may have been meant.
  const conversationId = scope.kind === 'conversation' ? scope.conversationId : open?.id
  const title = conversationId === open?.id ? open?.title : undefined
  if (done) {
    return (
      <Done
        title={t('transfer:exported')}
        text={t('transfer:written', { amounts: amounts(done, t), size: bytesInWords(done.bytes, t) })}
        path={done.path}
        onShow={transfer.showFile}
        onClose={transfer.close}
      />
    )
  }

  function choose(kind: ExportScope['kind']): void {
    if (kind !== 'conversation') transfer.choose({ scope: { kind } })
    else if (conversationId !== undefined) transfer.choose({ scope: { kind, conversationId } })
  }

  return (
    <>
      <Choices<ExportScope['kind']>
        legend={t('transfer:what')}
        value={scope.kind}
        disabled={busy}
        onChange={choose}
        options={[
          ['all', t('transfer:scopes.all'), t('transfer:scopes.allAbout')],
          ...(conversationId === undefined
            ? []
            : [['conversation', t('transfer:scopes.conversation'), title] as const]),
          ['memory', t('transfer:scopes.memory'), t('transfer:scopes.memoryAbout')],
          ['range', t('transfer:scopes.range')],
        ]}
      />
      {scope.kind === 'range' && <Range scope={scope} disabled={busy} />}
      <Choices
        legend={t('transfer:as')}
        options={[
          ['json', 'JSON', t('transfer:jsonAbout')],
          ['markdown', 'Markdown', t('transfer:markdownAbout')],
        ]}
        value={format}
        disabled={busy}
        onChange={(wanted) => transfer.choose({ format: wanted })}
      />
      {error && <Failed error={error} />}
      {busy && progress ? (
        <ProgressBar label={t('transfer:writing')} progress={progress} />
      ) : (
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={transfer.close}>{t('transfer:cancel')}</Button>
          <Button look="main" disabled={busy} onClick={() => void transfer.export()}>
            {t('transfer:chooseWhere')}
          </Button>
        </div>
      )}
    </>
  )
}

interface RangeProps {
  readonly scope: Extract<ExportScope, { kind: 'range' }>
  readonly disabled: boolean
}

function Range({ disabled }: RangeProps): ReactNode {
  const t = useWords()
  const { transfer } = useHearth()
  const [days, setDays] = useState({ from: '', to: '' })

  function change(part: Partial<typeof days>): void {
    const next = { ...days, ...part }
    setDays(next)
    const after = dayToMoment(next.from)
    const before = dayToMoment(next.to, { nextDay: true })
    transfer.choose({ scope: { kind: 'range', ...(after && { after }), ...(before && { before }) } })
  }

  return (
    <div className="ms-6.5 mt-1 flex flex-wrap gap-3">
      <Day
        label={t('transfer:from')}
        value={days.from}
        disabled={disabled}
        onChange={(from) => change({ from })}
      />
      <Day
        label={t('transfer:until')}
        value={days.to}
        disabled={disabled}
        onChange={(to) => change({ to })}
      />
    </div>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string
  readonly disabled: boolean
  onChange(day: string): void
}

function Day({ label, value, disabled, onChange }: DayProps): ReactNode {
  const id = useId()
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 rounded-sm border border-line-strong bg-raised px-2 tabular-nums"
      />
    </span>
  )
}
