import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Search, Shapes, Trash2, X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { contextTypes } from '../../shared/context.ts'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuLook } from '../controls/menu.tsx'
import { Segments } from '../controls/segments.tsx'
import { Switch } from '../controls/switch.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { SidebarButtons, type SidebarButtonsProps } from '../sidebar/sidebar-buttons.tsx'
import type { Forgettable } from './forget-dialog.tsx'
import { typeNames } from './words.ts'

export interface MemoryHeadProps {
  /** Null while it is shown. */
  readonly sidebar: SidebarButtonsProps | null
  onForget(what: Forgettable): void
}

/** What the page is, what becomes of memory as a whole, and how it is learned and used. */
export function MemoryHead({ sidebar, onForget }: MemoryHeadProps): ReactNode {
  const { memory, transfer } = useHearth()
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 pt-2.5 min-[900px]:pt-6">
        {sidebar && <SidebarButtons {...sidebar} />}
        <h1 className="me-auto text-xl leading-8 font-semibold tracking-[-0.015em]">Memory</h1>
        <div className="flex flex-wrap gap-2 max-[520px]:order-last max-[520px]:w-full">
          <Button onClick={() => transfer.openImport()}>Import…</Button>
          <Button onClick={() => transfer.openExport({ kind: 'memory' })}>Export…</Button>
          <ForgetMenu onForget={onForget} />
        </div>
        <IconButton
          label="Back to the conversation"
          keys={shortcuts.memory.label}
          ariaKeys={`Escape ${shortcuts.memory.aria}`}
          onClick={() => memory.show(false)}
        >
          <X aria-hidden size={17} />
        </IconButton>
      </div>
      <p className="mt-1 text-md text-ink-2">
        What Hearth keeps in mind about you and your work. All of it can be changed, and forgotten for good.
      </p>
      <Learning />
    </>
  )
}

const learnings = [
  { value: 'propose', label: 'Ask first' },
  { value: 'keep', label: 'Keep' },
  { value: 'off', label: 'Off' },
] as const

const consequences = {
  propose: 'What it learns waits here for your yes.',
  keep: 'What it learns is kept without asking.',
  off: 'Nothing is learned; what you say outright is still remembered.',
} as const

function Learning(): ReactNode {
  const { memory } = useHearth()
  const settings = useHearthState((state) => state.memory.settings)
  const id = useId()
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-8 gap-y-2.5 border-t border-line pt-3 pb-1 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span aria-hidden>Learn from chats</span>
        <Segments
          legend="Learn from chats"
          options={learnings}
          value={settings?.learn ?? null}
          disabled={settings === null}
          onChange={(learn) => void memory.configure({ learn })}
        />
        <span className="text-xs text-ink-2">{settings && consequences[settings.learn]}</span>
      </div>
      <div className="flex items-center gap-3 min-[900px]:ms-auto">
        <label htmlFor={id}>Use memory in answers</label>
        <Switch
          id={id}
          checked={settings?.recall === true}
          disabled={settings === null}
          onChange={({ target }) => void memory.configure({ recall: target.checked })}
        />
      </div>
    </div>
  )
}

function ForgetMenu({ onForget }: Pick<MemoryHeadProps, 'onForget'>): ReactNode {
  const text = useHearthState((state) => state.memory.filter.text.trim())
  const isEmpty = useHearthState(({ memory }) => memory.counts?.all === 0)
  return (
    <Menu.Root>
      <Menu.Trigger
        disabled={isEmpty}
        render={
          <Button>
            Forget
            <ChevronDown aria-hidden size={14} className="-me-1 text-ink-3" />
          </Button>
        }
      />
      <MenuPortal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className={`${menuLook} max-w-80`}>
            {text !== '' && (
              <MenuItem
                icon={Search}
                label={`What speaks of “${text.length > 24 ? `${text.slice(0, 24)}…` : text}”…`}
                removes
                onClick={() => onForget({ kind: 'search', text })}
              />
            )}
            {contextTypes.map((type) => (
              <MenuItem
                key={type}
                icon={Shapes}
                label={`All of the type “${typeNames[type]}”…`}
                removes
                onClick={() => onForget({ kind: 'type', type })}
              />
            ))}
            <MenuItem icon={Trash2} label="Everything…" removes onClick={() => onForget({ kind: 'all' })} />
          </Menu.Popup>
        </Menu.Positioner>
      </MenuPortal>
    </Menu.Root>
  )
}
