import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Search, Shapes, Trash2 } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { contextTypes } from '../../shared/context.ts'
import { Button } from '../controls/button.tsx'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuLook } from '../controls/menu.tsx'
import { Segments } from '../controls/segments.tsx'
import { Switch } from '../controls/switch.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { Forgettable } from './forget-dialog.tsx'
import { typeNames } from './words.ts'

export interface MemoryHeadProps {
  onForget(what: Forgettable): void
}

/** What the page is, what becomes of memory as a whole, and how it is learned and used. */
export function MemoryHead({ onForget }: MemoryHeadProps): ReactNode {
  const { transfer } = useHearth()
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-[min(18rem,100%)] flex-1">
          <h1 className="text-xl leading-tight font-semibold tracking-[-0.015em]">Memory</h1>
          <p className="mt-1.5 text-md text-ink-2">
            What Hearth keeps in mind about you and your work. All of it can be changed, and forgotten for
            good.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => transfer.openImport()}>Import…</Button>
          <Button onClick={() => transfer.openExport({ kind: 'memory' })}>Export…</Button>
          <ForgetMenu onForget={onForget} />
        </div>
      </div>
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
    <div className="mt-5 flex flex-wrap items-center gap-x-8 gap-y-3 border-t border-line py-3.5 text-sm">
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

function ForgetMenu({ onForget }: MemoryHeadProps): ReactNode {
  const text = useHearthState((state) => state.memory.filter.text.trim())
  return (
    <Menu.Root>
      <Menu.Trigger
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
