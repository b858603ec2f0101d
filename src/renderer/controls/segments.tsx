import { useId, type ReactNode } from 'react'

export interface SegmentsProps<Value extends string> {
  /** What is chosen, for those who cannot see it. */
  readonly legend: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value | null
  readonly disabled?: boolean
  onChange(value: Value): void
}

/** One of a few, side by side: radio buttons in all but their look. */
export function Segments<Value extends string>(props: SegmentsProps<Value>): ReactNode {
  const { legend, options, value, disabled = false, onChange } = props
  const name = useId()
  return (
    <fieldset
      disabled={disabled}
      className="inline-flex max-w-full shrink-0 flex-wrap gap-px rounded-md bg-sunk p-[3px] text-sm"
    >
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative rounded-[7px] px-2.5 py-[3.5px] text-ink-2 transition-colors duration-100 hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-raised has-focus-visible:shadow-[inset_0_0_0_2px_var(--ember)]"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 appearance-none focus-visible:shadow-none"
          />
          <span className="relative tabular-nums">{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
