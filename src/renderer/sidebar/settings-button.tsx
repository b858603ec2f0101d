import { Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { Keys } from '../controls/keys.tsx'
import { useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { useWords } from '../use-words.ts'

/** Leads to the settings. */
export function SettingsButton({ onClick }: { onClick(): void }): ReactNode {
  const t = useWords()
  const isShown = useHearthState((state) => state.settings.shown)
  return (
    <button
      type="button"
      aria-current={isShown ? 'page' : undefined}
      aria-keyshortcuts={shortcuts.settings.aria}
      onClick={onClick}
      className={`group flex h-8.5 w-full items-center gap-2.5 rounded-md px-2 text-sm transition-colors duration-100 ${
        isShown ? 'bg-raised text-ink shadow-raised' : 'text-ink-2 hover:bg-hover hover:text-ink'
      }`}
    >
      <Settings aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      {t('settings:title')}
      <Keys>{shortcuts.settings.label(t)}</Keys>
    </button>
  )
}
