import type { ComponentProps, ReactNode } from 'react'

const shape =
  'inline-flex h-9 shrink-0 items-center justify-center gap-2 rounded-md px-4 text-sm font-semibold transition-colors duration-100 disabled:opacity-50'

const looks = {
  plain: 'border border-line-strong bg-raised text-ink shadow-raised hover:bg-hover',
  main: 'bg-ember text-ember-ink hover:bg-ember-hover',
  /** Destroys something. */
  bad: 'bg-bad text-bg hover:bg-[color-mix(in_srgb,var(--bad)_86%,var(--ink))]',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
} as const

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks
}

/** A button with words. `main` is the one thing that one can do next. */
export function Button({ look = 'plain', className = '', ...props }: ButtonProps): ReactNode {
  return <button type="button" className={`${shape} ${looks[look]} ${className}`} {...props} />
}
