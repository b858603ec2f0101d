import { useId, type ReactNode } from 'react'

export interface ChoicesProps<T extends string> {
  readonly legend: string
  readonly options: readonly (readonly [value: T, label: string, about?: string | undefined])[]
  readonly value: T
  readonly disabled: boolean
  onChange(value: T): void
}

/** One of several, all in sight. */
export function Choices<const T extends string>(props: ChoicesProps<T>): ReactNode {
  const { legend, options, value, disabled, onChange } = props
  const name = useId()
  return (
    <fieldset className="mt-4 first:mt-1" disabled={disabled}>
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      {options.map(([option, label, about]) => (
        <label key={option} className="flex items-start gap-2.5 py-1">
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
            className="mt-[3px] size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-raised checked:border-[5px] checked:border-ember disabled:opacity-50"
          />
          <span>
            {label}
            {about !== undefined && <span className="block text-ink-2">{about}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
