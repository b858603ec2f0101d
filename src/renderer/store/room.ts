import type { StoreApi } from 'zustand/vanilla'
import { reportError } from '../../shared/errors.ts'
import type { Translate } from '../../shared/words/language.ts'
import type { Ask } from './ask.ts'
import type { Chat, State } from './state.ts'

/** A short message that floats for a while. One with the id of another takes its place. */
export interface Notice {
  readonly id?: string
  readonly kind: 'plain' | 'error'
  readonly title: string
  readonly text?: string
  readonly action?: { readonly label: string; run(): void }
  readonly timeoutMs?: number
}

/** What the window's store is made with. */
export interface Outside {
  readonly newId: () => string
  readonly now: () => Date
  readonly notify: (notice: Notice) => void
  /** Calls back before the next paint, or when the window is next seen. Returns what cancels it. */
  readonly frame: (callback: () => void) => () => void
  /** Calls back after a time in milliseconds. Returns what cancels it. */
  readonly later: (callback: () => void, ms: number) => () => void
  /** Survives a reload of the window, not its end. */
  readonly session: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Whether main keeps the draft of a chat that has not begun: the main window's, of which there is one. */
  readonly keepsNewDraft?: boolean
  /** The words of the moment, for what is said outside of React. */
  readonly t: Translate
}

/** What every part of the store stands on. */
export interface Room extends Outside {
  readonly ask: Ask
  readonly get: StoreApi<State>['getState']
  readonly set: StoreApi<State>['setState']
}

/** Changes the chat, if it is still the one meant. */
export function changeChat({ set }: Room, id: string, change: (chat: Chat) => Partial<Chat>): void {
  set((state) => (state.chat.id === id ? { chat: { ...state.chat, ...change(state.chat) } } : state))
}

/** Tells people who listen rather than look. */
export function announce({ set }: Room, text: string): void {
  set(({ announcement }) => ({ announcement: { text, count: announcement.count + 1 } }))
}

/** What it gives; null when it is refused, which is told under that title. */
export async function attempt<T>(
  { notify }: Pick<Room, 'notify'>,
  title: string,
  act: () => Promise<T>,
): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    notify({ kind: 'error', title, text: reportError(error).message })
    return null
  }
}
