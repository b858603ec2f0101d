import { useId, useState, type ReactNode } from 'react'
import type { PlannedAction } from '../../shared/request.ts'
import { Tick } from '../controls/tick.tsx'
import { argumentOrder, argumentWord } from './words.ts'
import { useWords } from '../use-words.ts'

type Argument = PlannedAction['arguments'][string]

export interface ArgumentsProps {
  readonly action: PlannedAction
  /** Those that are others now. */
  readonly edits: Readonly<Record<string, Argument>>
  readonly disabled: boolean
  onEdit(name: string, value: Argument): void
}

/** Longer texts are not laid out in a field: that would take seconds. */
const longest = 50_000
const field =
  'w-full min-w-0 rounded-sm border border-line-strong bg-raised px-2.5 py-1.5 font-mono text-xs leading-[1.6] text-ink disabled:opacity-60'

/** What an action would be given, each in a field of its kind. What has no such field is shown as it is. */
export function Arguments({ action, edits, disabled, onEdit }: ArgumentsProps): ReactNode {
  const t = useWords()
  return (
    <div className="grid gap-3">
      {argumentOrder(Object.keys(action.arguments)).map((name) => (
        <ArgumentField
          key={name}
          label={argumentWord(action.action, name, t)}
          initial={action.arguments[name] ?? null}
          value={edits[name] ?? action.arguments[name] ?? null}
          disabled={disabled}
          onChange={(next) => onEdit(name, next)}
        />
      ))}
    </div>
  )
}

interface FieldProps {
  readonly label: string
  /** Its kind is that of what was proposed, whatever it is changed to. */
  readonly initial: Argument
  readonly value: Argument
  readonly disabled: boolean
  onChange(value: Argument): void
}

function ArgumentField(props: FieldProps): ReactNode {
  const { label, initial, value, disabled, onChange } = props
  const t = useWords()
  const id = useId()
  if (typeof initial === 'boolean') {
    return (
      <label className="flex items-center gap-2.5 text-sm">
        <Tick
          checked={value === true}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
    )
  }
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {label}
        {isLines(initial) ? <span className="font-normal text-ink-3">{t('plan:oneALine')}</span> : null}
      </label>
      <Control {...props} id={id} />
    </div>
  )
}

function Control({
  id,
  initial,
  value,
  disabled,
  onChange,
}: FieldProps & { readonly id: string }): ReactNode {
  if (typeof initial === 'number') return <NumberControl {...{ id, initial, disabled, onChange }} />
  if (isLines(initial)) {
    const text = isLines(value) ? value.join('\n') : ''
    return (
      <Area
        id={id}
        text={text}
        disabled={disabled}
        onChange={(next) => onChange(next === '' ? [] : next.split('\n'))}
      />
    )
  }
  if (typeof initial !== 'string' || initial.length > longest) {
    return (
      <pre
        id={id}
        className="max-h-40 overflow-auto rounded-sm bg-sunk px-2.5 py-1.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere text-ink-2"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, also for a keyboard.
        tabIndex={0}
      >
        {typeof initial === 'string' ? `${initial.slice(0, 2_000)} …` : JSON.stringify(initial, null, 2)}
      </pre>
    )
  }
  const text = typeof value === 'string' ? value : ''
  if (initial.length > 60 || initial.includes('\n'))
    return <Area id={id} text={text} disabled={disabled} onChange={onChange} />
  return (
    <input
      id={id}
      value={text}
      dir="auto"
      spellCheck={false}
      disabled={disabled}
      className={field}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Keeps what is typed, also while it is no number. */
function NumberControl(props: {
  readonly id: string
  readonly initial: number
  readonly disabled: boolean
  onChange(value: number): void
}): ReactNode {
  const [typed, setTyped] = useState(String(props.initial))
  const isNumber = typed.trim() !== '' && Number.isFinite(Number(typed))
  return (
    <input
      id={props.id}
      inputMode="decimal"
      value={typed}
      aria-invalid={!isNumber}
      disabled={props.disabled}
      className={`${field} max-w-40 tabular-nums aria-invalid:border-bad`}
      onChange={({ target }) => {
        setTyped(target.value)
        props.onChange(target.value.trim() === '' ? Number.NaN : Number(target.value))
      }}
    />
  )
}

function Area(props: {
  readonly id: string
  readonly text: string
  readonly disabled: boolean
  onChange(text: string): void
}): ReactNode {
  return (
    <textarea
      id={props.id}
      value={props.text}
      dir="auto"
      rows={2}
      spellCheck={false}
      disabled={props.disabled}
      className={`${field} field-sizing-content max-h-64 resize-none`}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}

/** A list that can stand in a field, one a line. */
function isLines(value: Argument): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes('\n'))
}
