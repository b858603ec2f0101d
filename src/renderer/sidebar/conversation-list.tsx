import { ContextMenu } from '@base-ui/react/context-menu'
import { Menu } from '@base-ui/react/menu'
import { useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { SearchHit } from '../../shared/search.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { ConversationRow } from './conversation-row.tsx'
import { groupByDay } from './days.ts'
import { FoundMessages } from './found-messages.tsx'
import { ListEnd } from './list-end.tsx'
import { EllipsisMenu, RowContextMenu } from './row-menu.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useRows } from './use-rows.ts'
import { useToday } from './use-today.ts'
import { useWords } from '../use-words.ts'

export interface ListHandle {
  focusFirst(): void
}

export interface ConversationListProps {
  readonly ref: Ref<ListHandle>
  onOpen(id: string): void
  onFound(hit: SearchHit): void
}

/** Distance from the end in pixels at which the next page is asked for. */
const nearEnd = 600

/** All conversations by day, or those that were found. Only the rows near the view exist. */
export function ConversationList({ ref, onOpen, onFound }: ConversationListProps): ReactNode {
  const t = useWords()
  const hearth = useHearth()
  const searched = useHearthState((state) => state.search?.text ?? null)
  const list = useHearthState((state) => state.search?.found ?? state.list)
  const today = useToday()
  const lines = useMemo(() => groupByDay(list.conversations, today, t), [list.conversations, today, t])
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useRef<VirtualizerHandle>(null)
  const [menu] = useState(() => Menu.createHandle<string>())
  const [underPointer, setUnderPointer] = useState<string | null>(null)
  const rows = useRows({ lines, scroller, virtualizer })
  const keys = useListKeys({ conversations: list.conversations, rows, scroller })
  useImperativeHandle(ref, () => ({ focusFirst: keys.focusFirst }))

  function loadMoreNearEnd(): void {
    const view = virtualizer.current
    if (!list.hasMore || !view) return
    if (view.scrollSize - view.scrollOffset - view.viewportSize < nearEnd)
      void hearth.conversations.loadMore()
  }

  return (
    <nav
      aria-label={t('sidebar:conversations')}
      aria-busy={list.loading.state === 'loading'}
      className="mt-2 flex min-h-0 flex-1 flex-col"
    >
      <ContextMenu.Root>
        <ContextMenu.Trigger
          ref={scroller}
          className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain ps-2 pe-1 pb-3 [scrollbar-gutter:stable]"
          onKeyDown={keys.onKeyDown}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) rows.setActive(null)
          }}
          onContextMenu={(event) => {
            const row =
              event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
            setUnderPointer(row?.dataset['row'] ?? null)
            if (!row) event.preventBaseUIHandler()
          }}
        >
          <Virtualizer
            ref={virtualizer}
            scrollRef={scroller}
            data={lines}
            as="ul"
            item="li"
            itemSize={33}
            keepMounted={rows.keepMounted}
            onScroll={loadMoreNearEnd}
            onResize={loadMoreNearEnd}
          >
            {(line) =>
              line.kind === 'heading' ? (
                <h2 key={line.key} className="px-3 pt-4 pb-1.5 text-xs leading-snug text-ink-3">
                  {line.text}
                </h2>
              ) : (
                <ConversationRow
                  key={line.key}
                  conversation={line.conversation}
                  menu={menu}
                  isTabStop={rows.tabStop === line.key}
                  isRenaming={rows.renaming === line.key}
                  onOpen={onOpen}
                  onRename={rows.rename}
                  onRenamed={rows.renamed}
                  onFocus={rows.setActive}
                />
              )
            }
          </Virtualizer>
          <ListEnd list={list} searched={searched} />
          {searched === null ? null : <FoundMessages onFound={onFound} />}
        </ContextMenu.Trigger>
        <RowContextMenu id={underPointer} commands={rows} />
      </ContextMenu.Root>
      <EllipsisMenu handle={menu} commands={rows} />
    </nav>
  )
}
