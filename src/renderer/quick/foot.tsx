import { AppWindow, Plus, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Translate } from '../../shared/words/language.ts'
import { useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { keysInWords } from '../settings/accelerator.ts'
import { useWords } from '../use-words.ts'

const isMac = /mac/i.test(navigator.platform)
const carryKeys = {
  label: (words: Translate): string => keysInWords('CommandOrControl+Return', words),
  aria: isMac ? 'Meta+Enter' : 'Control+Enter',
} as const

export interface FootProps {
  /** Opens what was asked in the main window. */
  onCarry(): void
  onNew(): void
}

/** The keys; once something was asked, the ways on from there. */
export function Foot({ onCarry, onNew }: FootProps): ReactNode {
  const { t } = useTranslation('quick')
  const words = useWords()
  const hasBegun = useHearthState((state) => state.chat.loading.state !== 'new')
  const keys = [
    ['Enter', t('askKey')],
    ...(hasBegun ? [] : [[carryKeys.label(words), t('carryKey')] as const]),
    ['Esc', t('hideKey')],
  ] as const
  return (
    <footer className="flex min-h-9 shrink-0 items-center gap-x-4 border-t border-line bg-side px-4 text-xs text-ink-3">
      {keys.map(([key, does]) => (
        <span key={key} className="flex items-center gap-1.5 whitespace-nowrap max-[480px]:hidden">
          <kbd className="rounded-[4px] bg-hover px-1.5 font-sans text-ink-2">{key}</kbd> {does}
        </span>
      ))}
      {hasBegun && (
        <span className="ms-auto -me-2 flex items-center gap-1">
          <Way icon={AppWindow} name={t('carry')} keys={carryKeys} onTake={onCarry} />
          <Way icon={Plus} name={t('startNew')} keys={shortcuts.newChat} onTake={onNew} />
        </span>
      )}
    </footer>
  )
}

interface WayProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly keys: { readonly aria: string; label(words: Translate): string }
  onTake(): void
}

function Way({ icon: Icon, name, keys, onTake }: WayProps): ReactNode {
  const words = useWords()
  return (
    <button
      type="button"
      aria-keyshortcuts={keys.aria}
      className="flex h-7 items-center gap-1.5 rounded-sm px-2 font-medium whitespace-nowrap text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink"
      onClick={onTake}
    >
      <Icon aria-hidden size={13} />
      {name}
      <kbd aria-hidden className="font-sans font-normal text-ink-3 max-[480px]:hidden">
        {keys.label(words)}
      </kbd>
    </button>
  )
}
