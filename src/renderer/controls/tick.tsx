import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

export interface TickProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  /** Red, for what destroys something. */
  readonly bad?: boolean
}

/** A box to tick, as the browser's own in all but its look. */
export function Tick({ bad = false, ...props }: TickProps): ReactNode {
  const colour = bad
    ? 'border-bad checked:border-bad checked:bg-bad'
    : 'border-line-strong checked:border-ember checked:bg-ember'
  return (
    <span className="relative grid size-4.5 shrink-0 place-items-center">
      <input
        type="checkbox"
        className={`peer size-4.5 appearance-none rounded-[5px] border bg-raised transition-colors duration-100 disabled:opacity-50 ${colour}`}
        {...props}
      />
      <Check
        aria-hidden
        size={13}
        strokeWidth={3}
        className={`pointer-events-none absolute opacity-0 peer-checked:opacity-100 ${bad ? 'text-bg' : 'text-ember-ink'}`}
      />
    </span>
  )
}
