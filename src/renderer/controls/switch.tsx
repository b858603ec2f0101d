import type { ComponentProps, ReactNode } from 'react'

/** Something that is on or off from now on: a box to tick for the keyboard, a switch for the eye. */
export function Switch(
  props: Omit<ComponentProps<'input'>, 'type' | 'role' | 'className'> & { readonly checked: boolean },
): ReactNode {
  return (
    <span className="relative inline-grid h-5 w-9 shrink-0 items-center">
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.checked}
        className="peer h-5 w-9 appearance-none rounded-full border border-line-strong bg-sunk transition-colors duration-100 checked:border-ember checked:bg-ember disabled:opacity-50"
        {...props}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute start-[3px] size-3.5 rounded-full bg-ink-3 transition-[inset-inline-start,background-color] duration-100 peer-checked:start-[19px] peer-checked:bg-ember-ink motion-reduce:transition-none"
      />
    </span>
  )
}
