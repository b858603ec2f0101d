import { createContext, use, useEffect, useRef, type ReactNode } from 'react'
import { useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import type { RowId } from './sections.ts'

const CurrentRow = createContext<RowId>('theme')

/** Which row a control stands in. */
export function useRow(): RowId {
  return use(CurrentRow)
}

/** The ids of a row's label and of what is said about it, for its control. */
export function rowIds(row: RowId): { readonly label: string; readonly about: string } {
  return { label: `setting-${row}-label`, about: `setting-${row}-about` }
}

export interface RowProps {
  readonly row: RowId
  readonly children: ReactNode
}

/** Whoever is led to a row has it in sight, marked for a moment, and its first control focused. */
export function Row({ row, children }: RowProps): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  const lead = useHearthState(({ settings }) => (settings.lead?.row === row ? settings.lead.count : 0))
  useEffect(() => {
    if (lead === 0) return
    element.current?.scrollIntoView({ block: 'center' })
    element.current
      ?.querySelector<HTMLElement>(
        'input:checked, input:not([type=radio]):enabled, button:enabled, select:enabled',
      )
      ?.focus({ preventScroll: true })
  }, [lead])
  return (
    <div
      ref={element}
      data-row={row}
      data-led={lead > 0 ? '' : undefined}
      className="setting border-t border-line px-4 py-3.5 first:border-t-0 min-[560px]:px-5"
    >
      <CurrentRow value={row}>{children}</CurrentRow>
    </div>
  )
}

export interface LabelledProps {
  /** Of the control that stands beside it; without one the label names a group. */
  readonly htmlFor?: string
  /** In the place of what is always said about the row. */
  readonly about?: ReactNode
  /** Beside the words where there is room, else below them. */
  readonly control?: ReactNode
  /** Below both. */
  readonly children?: ReactNode
}

/** A row's words and its control. */
export function Labelled({ htmlFor, about, control, children }: LabelledProps): ReactNode {
  const t = useWords()
  const row = useRow()
  const ids = rowIds(row)
  const label = t(`settings:rows.${row}.label`)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2.5">
        <div className="min-w-[min(15rem,100%)] flex-1 text-sm">
          {htmlFor === undefined ? (
            <h3 id={ids.label} className="font-medium">
              {label}
            </h3>
          ) : (
            <label id={ids.label} htmlFor={htmlFor} className="font-medium">
              {label}
            </label>
          )}
          <p id={ids.about} className="mt-0.5 text-xs leading-[1.6] text-ink-2">
            {about ?? t(`settings:rows.${row}.about`)}
          </p>
        </div>
        {control}
      </div>
      {children}
    </>
  )
}
