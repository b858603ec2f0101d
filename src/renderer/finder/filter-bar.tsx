import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { menuItemLook, menuLook } from '../controls/menu.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { SearchFilters } from '../store/found.ts'
import { useWords } from '../use-words.ts'

const roles = ['anyone', 'user', 'assistant'] as const
const kinds = ['everything', 'text', 'context', 'agent_request', 'agent_result'] as const
const times = [
  [null, 'any'],
  [1, 'day'],
  [7, 'week'],
  [30, 'month'],
  [365, 'year'],
] as const

/** What narrows the search. */
export function FilterBar({ filters }: { readonly filters: SearchFilters }): ReactNode {
  const t = useWords()
  const { finder } = useHearth()
  const isOpen = useHearthState((state) => state.chat.conversation !== null)
  return (
    <fieldset aria-label={t('finder:filters')} className="flex flex-wrap items-center gap-1 px-3 py-2">
      <Choice
        label={t('finder:role')}
        options={roles.map((role) => [role, t(`finder:roles.${role}`)])}
        value={filters.role}
        onChange={(role) => finder.filter({ role })}
      />
      <Choice
        label={t('finder:kind')}
        options={kinds.map((kind) => [kind, t(`finder:kinds.${kind}`)])}
        value={filters.kind}
        onChange={(kind) => finder.filter({ kind })}
      />
      <Choice
        label={t('finder:time')}
        options={times.map(([days, name]) => [days, t(`finder:times.${name}`)])}
        value={filters.days}
        onChange={(days) => finder.filter({ days })}
      />
      {isOpen && (
        <button
          type="button"
          aria-pressed={filters.here}
          onClick={() => finder.filter({ here: !filters.here })}
          className={look(filters.here)}
        >
          {t('finder:here')}
        </button>
      )}
    </fieldset>
  )
}

function look(isSet: boolean): string {
  const colour = isSet ? 'bg-ember-soft text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink'
  return `flex h-7 items-center gap-1 rounded-sm px-2 text-xs transition-colors duration-100 data-popup-open:bg-hover ${colour}`
}

interface ChoiceProps<T> {
  readonly label: string
  /** The first one narrows nothing. */
  readonly options: readonly (readonly [T, string])[]
  readonly value: T
  onChange(value: T): void
}

function Choice<T extends string | number | null>({
  label,
  options,
  value,
  onChange,
}: ChoiceProps<T>): ReactNode {
  const t = useWords()
  const [, choice = ''] = options.find(([option]) => option === value) ?? options[0] ?? []
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={t('finder:chosen', { filter: label, choice })}
        className={look(value !== options[0]?.[0])}
      >
        {choice}
        <ChevronDown aria-hidden size={13} className="text-ink-3" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="start" sideOffset={4} className="z-50">
          <Menu.Popup className={menuLook}>
            <Menu.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
              {options.map(([option, name]) => (
                <Menu.RadioItem key={name} value={option} closeOnClick className={menuItemLook}>
                  <span className="size-4 text-ember">
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden size={15} />
                    </Menu.RadioItemIndicator>
                  </span>
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
