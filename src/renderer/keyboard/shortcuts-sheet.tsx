import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { keysInWords } from '../settings/accelerator.ts'
import { useWords } from '../use-words.ts'
import { shortcuts } from './shortcuts.ts'

/** Each shortcut is listed: one that is added to shortcuts.ts and not here does not compile. */
const names = {
  newChat: 'newChat',
  find: 'find',
  search: 'search',
  sidebar: 'sidebar',
  memory: 'memory',
  settings: 'settings',
  sheet: 'sheet',
} as const satisfies { readonly [Name in keyof typeof shortcuts]: Name }

const groups = [
  {
    name: 'writing',
    keys: [
      ['send', 'Enter'],
      ['newLine', 'Shift+Return'],
      ['last', '↑'],
      ['complete', 'Tab'],
      ['stop', 'Esc'],
    ],
  },
  {
    name: 'lists',
    keys: [
      ['move', '↑ ↓'],
      ['open', 'Enter'],
      ['rename', 'F2'],
      ['close', 'Esc'],
    ],
  },
] as const

/** All shortcuts, on one sheet. */
export function ShortcutsSheet(): ReactNode {
  const t = useWords()
  const { showSheet } = useHearth()
  const shown = useHearthState((state) => state.sheet)
  return (
    <Dialog.Root open={shown} onOpenChange={showSheet}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup className="floats flex max-h-[calc(100dvh-2rem)] w-full max-w-2xl flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-over outline-none">
            <header className="flex items-center gap-3 px-5 pt-4 pb-2">
              <Dialog.Title className="flex-1 text-lg leading-snug font-semibold">
                {t('commands:sheet')}
              </Dialog.Title>
              <Dialog.Close aria-label={t('commands:close')} className={`${iconButtonLook} -me-2`}>
                <X aria-hidden size={16} />
              </Dialog.Close>
            </header>
            <Lists />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Lists(): ReactNode {
  const t = useWords()
  const quickPrompt = useHearthState(({ settings }) => settings.chosen?.shortcuts.quickPrompt)
  const everywhere = Object.values(names).map(
    (name) => [t(`commands:${name}`), shortcuts[name].label(t)] as const,
  )
  const quick = quickPrompt?.on
    ? [[t('settings:rows.quickPrompt.label'), keysInWords(quickPrompt.keys, t)] as const]
    : []
  return (
    <div className="grid min-h-0 gap-x-10 gap-y-4 overflow-y-auto px-5 pb-5 min-[560px]:grid-cols-2">
      <List name={t('commands:anywhere')} keys={[...everywhere, ...quick]} />
      <div className="flex flex-col gap-4">
        {groups.map(({ name, keys }) => (
          <List
            key={name}
            name={t(`commands:${name}`)}
            keys={keys.map(([what, how]) => [t(`commands:${what}`), keysInWords(how, t)])}
          />
        ))}
      </div>
    </div>
  )
}

interface ListProps {
  readonly name: string
  /** What is done, and by which keys. */
  readonly keys: readonly (readonly [string, string])[]
}

function List({ name, keys }: ListProps): ReactNode {
  return (
    <section aria-label={name}>
      <h3 className="pb-1 text-xs text-ink-2">{name}</h3>
      <dl>
        {keys.map(([what, how]) => (
          <div
            key={`${what} ${how}`}
            className="flex items-baseline gap-4 border-t border-line py-1.5 text-sm"
          >
            <dt className="flex-1">{what}</dt>
            <dd className="shrink-0 rounded-[4px] bg-sunk px-1.5 py-px text-xs text-ink-2">{how}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
