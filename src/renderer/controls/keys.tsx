import type { ReactNode } from 'react'

/** A shortcut beside its command. Screen readers have it from `aria-keyshortcuts`. */
export function Keys({ children }: { readonly children: string }): ReactNode {
  return (
    <kbd
      aria-hidden
      className="ms-auto shrink-0 rounded-[4px] bg-sunk px-1.5 py-px font-sans text-xs text-ink-3 group-hover:bg-transparent"
    >
      {children}
    </kbd>
  )
}
