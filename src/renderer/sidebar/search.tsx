import { Search as Glass, X } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { SearchHit } from '../../shared/search.ts'
import { Keys } from '../controls/keys.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { useWords } from '../use-words.ts'

export interface SearchProps {
  readonly field: RefObject<HTMLInputElement | null>
  /** Arrow down: on to what was found. */
  onDown(): void
  /** Enter: the first of it. */
  onOpen(id: string): void
  onFound(hit: SearchHit): void
}

/** Finds conversations by a part of their title, and by what was said in them. */
export function Search({ field, onDown, onOpen, onFound }: SearchProps): ReactNode {
  const t = useWords()
  const { conversations, store } = useHearth()
  const [text, setText] = useState(() => store.getState().search?.text ?? '')
  const searching = useHearthState((state) => state.search !== null)
  // Another way out of the search than this field empties it too.
  const shown = searching ? text : text.trim() === '' ? text : ''

  function search(wanted: string): void {
    setText(wanted)
    conversations.search(wanted)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      onDown()
    } else if (event.key === 'Enter') {
      // The focus goes to the composer, where the same key would begin a new line.
      event.preventDefault()
      const found = store.getState().search
      const [conversation] = found?.found.conversations ?? []
      const [hit] = found?.messages.hits ?? []
      if (conversation) onOpen(conversation.id)
      else if (hit) onFound(hit)
    } else if (event.key === 'Escape' && shown !== '') {
      event.preventDefault()
      event.stopPropagation()
      search('')
    }
  }

  return (
    <div className="relative mt-2 flex h-9 items-center rounded-md bg-hover text-ink-3 focus-within:bg-raised focus-within:shadow-[inset_0_0_0_1.5px_var(--ember)]">
      <Glass aria-hidden size={15} strokeWidth={1.75} className="absolute start-3" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        dir="auto"
        aria-label={t('sidebar:searchConversations')}
        aria-keyshortcuts={shortcuts.search.aria}
        placeholder={t('sidebar:search')}
        maxLength={200}
        spellCheck={false}
        value={shown}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-full min-w-0 flex-1 bg-transparent ps-9 text-sm text-ink focus-visible:shadow-none"
      />
      {shown === '' ? (
        <span className="pe-2.5">
          <Keys>{shortcuts.search.label(t)}</Keys>
        </span>
      ) : (
        <button
          type="button"
          aria-label={t('sidebar:clearSearch')}
          className="me-1 grid size-7 place-items-center rounded-sm hover:text-ink"
          onClick={() => {
            search('')
            field.current?.focus()
          }}
        >
          <X aria-hidden size={15} />
        </button>
      )}
    </div>
  )
}
