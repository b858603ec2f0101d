import type { ComponentProps, ReactNode } from 'react'

export interface MonoBoxProps extends ComponentProps<'div'> {
  /** What is in it, for those who cannot see it. */
  readonly label: string
}

/** Output, or a command: in mono, from the left in any language, in a box that scrolls. */
export function MonoBox({ label, className = '', ...props }: MonoBoxProps): ReactNode {
  return (
    <div
      dir="ltr"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- None of the tags that are groups is for text.
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, which a keyboard must be able to do as well.
      tabIndex={0}
      className={`focus-inset overflow-auto rounded-md bg-sunk px-3 py-2 font-mono text-xs leading-[1.65] whitespace-pre-wrap wrap-anywhere text-ink-2 [font-variant-ligatures:none] ${className}`}
      {...props}
    />
  )
}
