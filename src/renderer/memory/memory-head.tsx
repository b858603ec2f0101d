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
import { shortcuts } from '../keyboard/shortcuts.ts'
import { PageHead } from '../sidebar/page-head.tsx'
import type { SidebarButtonsProps } from '../sidebar/sidebar-buttons.tsx'
import { useWords } from '../use-words.ts'
import type { Forgettable } from './forget-dialog.tsx'

export interface MemoryHeadProps {
  /** Null while it is shown. */
  readonly sidebar: SidebarButtonsProps | null
  onForget(what: Forgettable): void
}

/** What the page is, what becomes of memory as a whole, and how it is learned and used. */
export function MemoryHead({ sidebar, onForget }: MemoryHeadProps): ReactNode {
  const t = useWords()
  const { memory, transfer } = useHearth()
  return (
    <>
      <PageHead
        title={t('memory:title')}
        about={t('memory:about')}
        sidebar={sidebar}
        back={{
          label: t('memory:back'),
          keys: shortcuts.memory.label(t),
          ariaKeys: `Escape ${shortcuts.memory.aria}`,
          onTake: () => memory.show(false),
        }}
      >
        <div className="flex flex-wrap gap-2 max-[520px]:order-last max-[520px]:w-full">
          <Button onClick={() => transfer.openImport()}>{t('memory:import')}</Button>
          <Button onClick={() => transfer.openExport({ kind: 'memory' })}>{t('memory:export')}</Button>
          <ForgetMenu onForget={onForget} />
        </div>
      </PageHead>
      <Learning />
    </>
  )
}

const learnings = ['propose', 'keep', 'off'] as const

function Learning(): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const settings = useHearthState((state) => state.memory.settings)
  const id = useId()
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-8 gap-y-2.5 border-t border-line pt-3 pb-1 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span aria-hidden>{t('memory:learn')}</span>
        <Segments
          legend={t('memory:learn')}
          options={learnings.map((value) => ({ value, label: t(`memory:learning.${value}`) }))}
          value={settings?.learn ?? null}
          disabled={settings === null}
          onChange={(learn) => void memory.configure({ learn })}
        />
        <span className="text-xs text-ink-2">{settings && t(`memory:learningMeans.${settings.learn}`)}</span>
      </div>
      <div className="flex items-center gap-3 min-[900px]:ms-auto">
        <label htmlFor={id}>{t('memory:recall')}</label>
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
  const t = useWords()
  const text = useHearthState((state) => state.memory.filter.text.trim())
  const isEmpty = useHearthState(({ memory }) => memory.counts?.all === 0)
  return (
    <Menu.Root>
      <Menu.Trigger
        disabled={isEmpty}
        render={
          <Button>
            {t('memory:forget.button')}
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
                label={t('memory:forget.speaksOf', {
                  text: text.length > 24 ? `${text.slice(0, 24)}…` : text,
                })}
                removes
                onClick={() => onForget({ kind: 'search', text })}
              />
            )}
            {contextTypes.map((type) => (
              <MenuItem
                key={type}
                icon={Shapes}
                label={t('memory:forget.ofType', { type: t(`memory:types.${type}`) })}
                removes
                onClick={() => onForget({ kind: 'type', type })}
              />
            ))}
            <MenuItem
              icon={Trash2}
              label={t('memory:forget.everything')}
              removes
              onClick={() => onForget({ kind: 'all' })}
            />
          </Menu.Popup>
        </Menu.Positioner>
      </MenuPortal>
    </Menu.Root>
  )
}
