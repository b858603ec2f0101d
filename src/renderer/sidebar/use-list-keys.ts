import type { KeyboardEvent, RefObject } from 'react'
import type { Conversation } from '../../shared/conversation.ts'
import type { Rows } from './use-rows.ts'

interface ListKeysOptions {
  readonly conversations: readonly Conversation[]
  readonly rows: Rows
  readonly scroller: RefObject<HTMLElement | null>
}

/** The arrow keys, from conversation to conversation and on to what was found in them. */
export function useListKeys({ conversations, rows, scroller }: ListKeysOptions) {
  const firstFound = (): HTMLElement | null => scroller.current?.querySelector('[data-found]') ?? null
  return {
    focusFirst(): void {
      if (conversations.length > 0) rows.focus(0)
      else firstFound()?.focus()
    },
    onKeyDown(event: KeyboardEvent): void {
      if (!(event.target instanceof HTMLElement)) return
      const { conversation, found } = event.target.dataset
      if (found !== undefined) {
        const moved = moveAmongFound(event.target, event.key)
        if (event.key === 'ArrowUp' && !moved) rows.focus(conversations.length - 1)
        if (moved || event.key === 'ArrowUp') event.preventDefault()
      } else if (conversation !== undefined) {
        const next = conversation === conversations.at(-1)?.id ? firstFound() : null
        if (event.key === 'ArrowDown' && next) {
          event.preventDefault()
          next.focus()
        } else if (rows.onKey(event.key)) event.preventDefault()
      }
    },
  }
}

/** The arrow keys among what was found. False where they lead nowhere. */
function moveAmongFound(from: HTMLElement, key: string): boolean {
  const all = [...(from.closest('nav')?.querySelectorAll<HTMLElement>('[data-found]') ?? [])]
  const at = all.indexOf(from)
  const next = key === 'ArrowDown' ? all[at + 1] : key === 'ArrowUp' ? all[at - 1] : undefined
  next?.focus()
  return next !== undefined
}
