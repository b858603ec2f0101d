import { ChevronDown } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import type { Settings, SettingsChange } from '../../shared/settings.ts'
import { Switch } from '../controls/switch.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { Labelled, rowIds, useRow, type LabelledProps } from './row.tsx'

/** One of the things that were chosen; null until they were read. */
export function useChosen<T>(select: (settings: Settings) => T): T | null {
  return useHearthState(({ settings: { chosen } }) => (chosen ? select(chosen) : null))
}

export interface SwitchRowProps extends Pick<LabelledProps, 'about' | 'children'> {
  /** Null while it is not known. */
  readonly on: boolean | null
  readonly disabled?: boolean
  onTurn(on: boolean): void
}

/** Something that is on or off. */
export function SwitchRow({ on, disabled = false, onTurn, ...words }: SwitchRowProps): ReactNode {
  const id = useId()
  const ids = rowIds(useRow())
  return (
    <Labelled
      {...words}
      htmlFor={id}
      control={
        <Switch
          id={id}
          aria-describedby={ids.about}
          checked={on === true}
          disabled={on === null || disabled}
          onChange={({ target }) => onTurn(target.checked)}
        />
      }
    />
  )
}

export interface ChosenSwitchProps extends Pick<LabelledProps, 'children'> {
  is(settings: Settings): boolean
  to(on: boolean): SettingsChange
}

/** A switch of the settings. */
export function ChosenSwitch({ is, to, children }: ChosenSwitchProps): ReactNode {
  const { settings } = useHearth()
  const on = useChosen(is)
  return (
    <SwitchRow on={on} onTurn={(wanted) => void settings.change(to(wanted))}>
      {children}
    </SwitchRow>
  )
}

/** One of many, by the system's own list. */
export function Select({ className = '', ...props }: ComponentProps<'select'>): ReactNode {
  return (
    <span className={`relative inline-flex max-w-full min-w-0 ${className}`}>
      <select
        className="h-9 w-full min-w-0 appearance-none rounded-md border border-line-strong bg-raised ps-2.5 pe-8 text-sm text-ellipsis shadow-raised disabled:opacity-50"
        {...props}
      />
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute end-2.5 top-1/2 -translate-y-1/2 text-ink-3"
      />
    </span>
  )
}
