import { Menu } from '@base-ui/react/menu'
import { Ellipsis } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { Conversation } from '../../shared/conversation.ts'
import { TitleField } from '../controls/title-field.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { showsChat } from '../store/pages.ts'
import { useWords } from '../use-words.ts'

export type RowMenu = Menu.Handle<string>

export interface ConversationRowProps {
  readonly conversation: Conversation
  /** The one row that Tab leads to; the arrow keys go on from there. */
  readonly isTabStop: boolean
  readonly isRenaming: boolean
  readonly menu: RowMenu
  onOpen(id: string): void
  onRename(id: string): void
  onRenamed(id: string, byKey: boolean): void
  onFocus(id: string): void
}

/** One conversation in the list. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps): ReactNode {
  const { conversation, isTabStop, isRenaming, menu } = props
  const { id, title } = conversation
  const t = useWords()
  const hearth = useHearth()
  const isOpen = useHearthState((state) => state.chat.id === id && showsChat(state))
  const isRunning = useHearthState((state) => state.running.has(id))

  if (isRenaming) {
    return (
      <TitleField
        title={title}
        className="h-[33px] w-full rounded-md bg-raised px-3 text-sm shadow-[inset_0_0_0_1.5px_var(--ember)] focus-visible:shadow-[inset_0_0_0_1.5px_var(--ember)]"
        onSave={(wanted) => void hearth.conversations.rename(id, wanted)}
        onDone={(byKey) => props.onRenamed(id, byKey)}
      />
    )
  }
  return (
    <div
      data-row={id}
      className={`group relative flex h-[33px] items-center rounded-md transition-colors duration-100 ${
        isOpen ? 'bg-raised text-ink shadow-raised' : 'text-ink-2 hover:bg-hover hover:text-ink'
      }`}
    >
      <button
        type="button"
        data-conversation={id}
        data-running={isRunning || undefined}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'page' : undefined}
        aria-keyshortcuts="F2 Delete"
        title={title.length > 30 ? title : undefined}
        onClick={() => props.onOpen(id)}
        onDoubleClick={() => props.onRename(id)}
        onFocus={() => props.onFocus(id)}
        className="focus-inset flex h-full min-w-0 flex-1 items-center rounded-md ps-3 pe-3 text-sm group-focus-within:pe-9 group-hover:pe-9 group-has-data-popup-open:pe-9 data-running:pe-9"
      >
        <span className="line flex-1">{title}</span>
        {isRunning && <span className="sr-only">{t('sidebar:answering')}</span>}
      </button>
      {isRunning && (
        <span
          aria-hidden
          className="glows absolute end-3.5 size-1.5 rounded-full bg-ember group-focus-within:hidden group-hover:hidden"
        />
      )}
      <Menu.Trigger
        handle={menu}
        payload={id}
        tabIndex={-1}
        aria-label={t('sidebar:actionsFor', { title })}
        className="absolute end-1 grid size-7 place-items-center rounded-sm text-ink-3 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink data-popup-open:opacity-100"
      >
        <Ellipsis aria-hidden size={16} />
      </Menu.Trigger>
    </div>
  )
})
