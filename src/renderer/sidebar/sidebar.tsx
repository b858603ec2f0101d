import { FolderCheck, Lightbulb, PanelLeft, Plus } from 'lucide-react'
import { useRef, type ReactNode, type RefObject } from 'react'
import type { SearchHit } from '../../shared/search.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { Landmark } from '../controls/landmark.tsx'
import { Keys } from '../controls/keys.tsx'
import { Mark } from '../controls/mark.tsx'
import { useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { ConversationList, type ListHandle } from './conversation-list.tsx'
import { OllamaState } from './ollama-state.tsx'
import { SettingsButton } from './settings-button.tsx'
import { Search } from './search.tsx'
import { useWords } from '../use-words.ts'

export interface SidebarProps {
  readonly searchField: RefObject<HTMLInputElement | null>
  onNewChat(): void
  onOpen(id: string): void
  onFound(hit: SearchHit): void
  onFold(): void
  onMemory(): void
  onFolders(): void
  onSettings(): void
}

/** Where conversations are begun and found again. */
export function Sidebar(props: SidebarProps): ReactNode {
  const t = useWords()
  const { searchField, onNewChat, onOpen, onFound, onFold, onMemory, onFolders, onSettings } = props
  const list = useRef<ListHandle>(null)
  return (
    <Landmark
      as="aside"
      aria-label={t('sidebar:label')}
      className="flex h-full w-66 max-w-[calc(100vw-3rem)] shrink-0 flex-col border-e border-line bg-side pt-3"
    >
      <div className="flex items-center gap-2.5 ps-5 pe-3">
        <Mark />
        <span className="text-[15.5px] font-semibold tracking-[-0.01em]">Hearth</span>
        <span className="flex-1" />
        <IconButton
          label={t('sidebar:hide')}
          keys={shortcuts.sidebar.label(t)}
          ariaKeys={shortcuts.sidebar.aria}
          onClick={onFold}
        >
          <PanelLeft aria-hidden size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <div className="px-3 pt-2.5">
        <button
          type="button"
          aria-keyshortcuts={shortcuts.newChat.aria}
          onClick={onNewChat}
          className="group flex h-9 w-full items-center gap-2.5 rounded-md border border-line-strong bg-raised px-2.5 text-sm font-medium shadow-raised transition-colors duration-100 hover:bg-hover"
        >
          <Plus aria-hidden size={16} strokeWidth={1.75} className="text-ink-2" />
          {t('sidebar:newChat')}
          <Keys>{shortcuts.newChat.label(t)}</Keys>
        </button>
        <Search
          field={searchField}
          onDown={() => list.current?.focusFirst()}
          onOpen={onOpen}
          onFound={onFound}
        />
      </div>
      <ConversationList ref={list} onOpen={onOpen} onFound={onFound} />
      <div className="mx-3 border-t border-line pt-1.5">
        <MemoryButton onClick={onMemory} />
        <button
          type="button"
          onClick={onFolders}
          className="flex h-8.5 w-full items-center gap-2.5 rounded-md px-2 text-sm text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink"
        >
          <FolderCheck aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
          {t('sidebar:folders')}
        </button>
        <SettingsButton onClick={onSettings} />
      </div>
      <OllamaState />
    </Landmark>
  )
}

/** Leads to what is remembered; a dot says that something waits there for a yes. */
function MemoryButton({ onClick }: { onClick(): void }): ReactNode {
  const t = useWords()
  const isShown = useHearthState((state) => state.memory.shown)
  const hasProposals = useHearthState((state) => state.memory.proposals.length > 0)
  return (
    <button
      type="button"
      aria-current={isShown ? 'page' : undefined}
      aria-keyshortcuts={shortcuts.memory.aria}
      onClick={onClick}
      className={`group flex h-8.5 w-full items-center gap-2.5 rounded-md px-2 text-sm transition-colors duration-100 ${
        isShown ? 'bg-raised text-ink shadow-raised' : 'text-ink-2 hover:bg-hover hover:text-ink'
      }`}
    >
      <Lightbulb aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      {t('sidebar:memory')}
      {hasProposals && <span aria-hidden className="size-1.5 rounded-full bg-ember" />}
      <Keys>{shortcuts.memory.label(t)}</Keys>
    </button>
  )
}
