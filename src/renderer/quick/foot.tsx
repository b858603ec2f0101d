import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'

const isMac = /mac/i.test(navigator.platform)

/** The keys, and the way to begin anew. */
export function Foot({ onNew }: { onNew(): void }): ReactNode {
  const { t } = useTranslation('quick')
  const hasBegun = useHearthState((state) => state.chat.loading.state !== 'new')
  const keys = [
    ['Enter', t('askKey')],
    [isMac ? '⌘ Enter' : 'Ctrl Enter', t('carryKey')],
    ['Esc', t('hideKey')],
  ] as const
  return (
    <footer className="flex min-h-9 shrink-0 items-center gap-x-4 border-t border-line bg-side px-4 text-xs text-ink-3">
      {keys.map(([key, does]) => (
        <span key={key} className="flex items-center gap-1.5 whitespace-nowrap max-[420px]:hidden">
          <kbd className="rounded-[4px] bg-hover px-1.5 font-sans text-ink-2">{key}</kbd>
          {does}
        </span>
      ))}
      {hasBegun && (
        <button
          type="button"
          aria-keyshortcuts={shortcuts.newChat.aria}
          className="ms-auto -me-2 flex h-7 items-center gap-1.5 rounded-sm px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink"
          onClick={onNew}
        >
          <Plus aria-hidden size={13} />
          {t('startNew')}
          <kbd aria-hidden className="font-sans font-normal text-ink-3">
            {shortcuts.newChat.label}
          </kbd>
        </button>
      )}
    </footer>
  )
}
