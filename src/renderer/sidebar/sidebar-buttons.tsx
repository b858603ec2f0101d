import { PanelLeft, SquarePen } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { useWords } from '../use-words.ts'

export interface SidebarButtonsProps {
  onShowSidebar(): void
  onNewChat(): void
}

/** The two commands of the sidebar that are needed while it is hidden. */
export function SidebarButtons({ onShowSidebar, onNewChat }: SidebarButtonsProps): ReactNode {
  const t = useWords()
  return (
    <div className="-ms-1.5 flex gap-0.5 pe-2">
      <IconButton
        label={t('sidebar:show')}
        keys={shortcuts.sidebar.label(t)}
        ariaKeys={shortcuts.sidebar.aria}
        onClick={onShowSidebar}
      >
        <PanelLeft aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <IconButton
        label={t('sidebar:newChat')}
        keys={shortcuts.newChat.label(t)}
        ariaKeys={shortcuts.newChat.aria}
        onClick={onNewChat}
      >
        <SquarePen aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
    </div>
  )
}
