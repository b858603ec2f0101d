import { Menu } from '@base-ui/react/menu'
import { ClipboardCopy, Ellipsis, PencilLine, Trash2, Upload } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuLook } from '../controls/menu.tsx'
import { TitleField } from '../controls/title-field.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { Proposals } from '../memory/proposals.tsx'
import { SidebarButtons } from '../sidebar/sidebar-buttons.tsx'
import { copyConversation } from './copy-conversation.ts'
import { TemporaryMark } from './temporary.tsx'
import { useWords } from '../use-words.ts'

export interface ChatHeaderProps {
  /** Without the sidebar its two commands stand here. */
  readonly sidebarHidden: boolean
  onShowSidebar(): void
  onNewChat(): void
}

/** The title of the conversation, and what can be done with it. */
export function ChatHeader({ sidebarHidden, onShowSidebar, onNewChat }: ChatHeaderProps): ReactNode {
  const conversation = useHearthState((state) => state.chat.conversation)
  return (
    <header className="flex h-13 shrink-0 items-center gap-1 ps-4 pe-3">
      {sidebarHidden && <SidebarButtons onShowSidebar={onShowSidebar} onNewChat={onNewChat} />}
      {conversation && <TitleAndMenu key={conversation.id} title={conversation.title} />}
      <TemporaryMark />
    </header>
  )
}

function TitleAndMenu({ title }: { readonly title: string }): ReactNode {
  const t = useWords()
  const { conversations, store } = useHearth()
  const [renaming, setRenaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  function save(wanted: string): void {
    void conversations.rename(store.getState().chat.id, wanted)
  }

  if (renaming) {
    return (
      <TitleField
        title={title}
        className="h-8 w-full max-w-xl rounded-sm bg-raised px-2 text-md font-semibold shadow-[inset_0_0_0_1.5px_var(--ember)] focus-visible:shadow-[inset_0_0_0_1.5px_var(--ember)]"
        onSave={save}
        onDone={(byKey) => {
          setRenaming(false)
          if (byKey) requestAnimationFrame(() => button.current?.focus())
        }}
      />
    )
  }
  return (
    <>
      <h1 className="flex min-w-0 flex-1">
        <button
          ref={button}
          type="button"
          title={t('chat:rename')}
          aria-keyshortcuts="F2"
          className="line h-8 max-w-full rounded-sm px-2 text-md font-semibold tracking-[-0.005em] hover:bg-hover"
          onClick={() => setRenaming(true)}
          onKeyDown={(event) => {
            if (event.key === 'F2') setRenaming(true)
          }}
        >
          {title}
        </button>
      </h1>
      <Proposals />
      <ChatMenu renaming={renaming} onRename={() => setRenaming(true)} />
    </>
  )
}

function ChatMenu({ renaming, onRename }: { readonly renaming: boolean; onRename(): void }): ReactNode {
  const t = useWords()
  const hearth = useHearth()

  function remove(): void {
    const { conversation } = hearth.store.getState().chat
    if (conversation) void hearth.conversations.delete(conversation)
  }

  function exportThis(): void {
    hearth.transfer.openExport({ kind: 'conversation', conversationId: hearth.store.getState().chat.id })
  }

  return (
    <Menu.Root>
      <Menu.Trigger aria-label={t('chat:menu')} className={iconButtonLook}>
        <Ellipsis aria-hidden size={17} />
      </Menu.Trigger>
      <MenuPortal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className={menuLook} finalFocus={() => !renaming}>
            <MenuItem icon={PencilLine} label={t('chat:rename')} keys="F2" onClick={onRename} />
            <MenuItem
              icon={ClipboardCopy}
              label={t('chat:copyAsMarkdown')}
              onClick={() => void copyConversation(hearth, t)}
            />
            <MenuItem icon={Upload} label={t('chat:export')} onClick={exportThis} />
            <MenuItem icon={Trash2} label={t('chat:delete')} removes onClick={remove} />
          </Menu.Popup>
        </Menu.Positioner>
      </MenuPortal>
    </Menu.Root>
  )
}
