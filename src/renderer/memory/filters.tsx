import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown, Search as Glass, X } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { contextStatuses, contextTypes, type ContextStatus } from '../../shared/context.ts'
import { MenuPortal } from '../controls/landmark.tsx'
import { menuItemLook, menuLook } from '../controls/menu.tsx'
import { Segments } from '../controls/segments.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

export interface FiltersProps {
  readonly field: RefObject<HTMLInputElement | null>
  /** Arrow down: on to what was found. */
  onDown(): void
}

/** Which of it is shown: by type, by status, by words. Stays in reach while the list is scrolled. */
export function Filters({ field, onDown }: FiltersProps): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const type = useHearthState((state) => state.memory.filter.type)
  const all = useHearthState((state) => state.memory.counts?.all)
  const options = [
    {
      value: 'all' as const,
      label: all === undefined ? t('memory:filters.all') : t('memory:filters.allOf', { all }),
    },
    ...contextTypes.map((value) => ({ value, label: t(`memory:types.${value}`) })),
  ]
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- The tag has no support yet.
      role="search"
      aria-label={t('memory:title')}
      className="memory-filters sticky top-0 z-3 flex flex-wrap items-center gap-2 bg-bg py-2.5 [@media(max-height:560px)]:static"
    >
      <Segments
        legend={t('memory:filters.type')}
        options={options}
        value={type ?? 'all'}
        onChange={(value) => memory.filter({ type: value === 'all' ? null : value })}
      />
      <Status />
      <Find field={field} onDown={onDown} />
    </div>
  )
}

function Status(): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const status = useHearthState((state) => state.memory.filter.status)
  const counts = useHearthState((state) => state.memory.counts?.byStatus)
  const waiting = status === null ? (counts?.proposed ?? 0) : 0
  const name = (one: ContextStatus | 'any') =>
    t(one === 'any' ? 'memory:filters.anyStatus' : `memory:statuses.${one}`)
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          aria-label={t('memory:filters.status', { status: name(status ?? 'any') })}
          className={`flex h-8.5 items-center gap-1.5 rounded-md px-2.5 text-sm transition-colors duration-100 hover:bg-hover data-popup-open:bg-hover ${status ? 'bg-sunk text-ink' : 'text-ink-2'}`}
        >
          {name(status ?? 'any')}
          <ChevronDown aria-hidden size={14} className="text-ink-3" />
        </Menu.Trigger>
        <MenuPortal>
          <Menu.Positioner align="start" sideOffset={4} className="z-50">
            <Menu.Popup className={menuLook}>
              <Menu.RadioGroup
                value={status ?? 'any'}
                onValueChange={(value: ContextStatus | 'any') =>
                  memory.filter({ status: value === 'any' ? null : value })
                }
              >
                {(['any', ...contextStatuses] as const).map((one) => (
                  <Menu.RadioItem key={one} value={one} closeOnClick className={menuItemLook}>
                    <span className="size-4 shrink-0 text-ember">
                      <Menu.RadioItemIndicator>
                        <Check aria-hidden size={16} />
                      </Menu.RadioItemIndicator>
                    </span>
                    {name(one)}
                    <span className="ms-auto ps-6 text-xs text-ink-3 tabular-nums">
                      {one !== 'any' && counts && t('memory:filters.number', { number: counts[one] })}
                    </span>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Popup>
          </Menu.Positioner>
        </MenuPortal>
      </Menu.Root>
      {waiting > 0 && (
        <button
          type="button"
          className="h-8.5 rounded-md bg-ember-soft px-3 text-sm font-medium text-ember transition-colors duration-100 hover:bg-hover"
          onClick={() => memory.filter({ status: 'proposed' })}
        >
          {t('memory:filters.waiting', { waiting })}
        </button>
      )}
    </>
  )
}

function Find({ field, onDown }: FiltersProps): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const wanted = useHearthState((state) => state.memory.filter.text)
  const [text, setText] = useState(wanted)
  // Another way out of the search than this field empties it too.
  const shown = wanted === text.trim() ? text : wanted

  function find(next: string): void {
    setText(next)
    memory.filter({ text: next.trim() })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.key !== 'ArrowDown') return
    event.preventDefault()
    onDown()
  }

  return (
    <div className="relative flex h-9 min-w-[min(12rem,100%)] flex-1 items-center rounded-md bg-sunk text-ink-3 focus-within:bg-raised focus-within:shadow-[inset_0_0_0_1.5px_var(--ember)]">
      <Glass aria-hidden size={15} strokeWidth={1.75} className="absolute start-3" />
      <input
        ref={field}
        name="memory"
        type="text"
        role="searchbox"
        dir="auto"
        aria-label={t('memory:filters.find')}
        placeholder={t('memory:filters.find')}
        maxLength={1_000}
        spellCheck={false}
        value={shown}
        onChange={(event) => find(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-full min-w-0 flex-1 bg-transparent ps-9 pe-2 text-sm text-ink focus-visible:shadow-none"
      />
      {shown !== '' && (
        <button
          type="button"
          aria-label={t('memory:filters.clear')}
          className="me-1 grid size-7 place-items-center rounded-sm hover:text-ink"
          onClick={() => {
            find('')
            field.current?.focus()
          }}
        >
          <X aria-hidden size={15} />
        </button>
      )}
    </div>
  )
}
