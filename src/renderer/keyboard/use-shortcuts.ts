import { useEffect } from 'react'
import { useHearth } from '../hearth-context.ts'
import { isAnswering } from '../store/state.ts'
import { isPressed, shortcuts } from './shortcuts.ts'

export interface ShortcutCommands {
  newChat(): void
  /** In everything. */
  find(): void
  /** In the sidebar. */
  search(): void
  toggleSidebar(): void
  toggleMemory(): void
  toggleSettings(): void
  showSheet(): void
}

/** Listens for the window's shortcuts while nothing modal is open. */
export function useShortcuts(commands: ShortcutCommands): void {
  const { newChat, find, search, toggleSidebar, toggleMemory, toggleSettings, showSheet } = commands
  const { store, turns } = useHearth()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const known = [
        [shortcuts.newChat, newChat],
        [shortcuts.find, find],
        [shortcuts.search, search],
        [shortcuts.sidebar, toggleSidebar],
        [shortcuts.memory, toggleMemory],
        [shortcuts.settings, toggleSettings],
        [shortcuts.sheet, showSheet],
      ] as const
      const found = known.find(([shortcut]) => isPressed(shortcut, event))
      if (found) {
        event.preventDefault()
        if (!isModalOpen()) found[1]()
      } else if (event.key === 'Escape' && !isFloatOpen() && isAnswering(store.getState().chat)) {
        event.preventDefault()
        turns.stop()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [newChat, find, search, toggleSidebar, toggleMemory, toggleSettings, showSheet, store, turns])
}

/**
 * What one has to answer or close first. Notices float as dialogs, and are in nobody's way; neither is a dialog that is
 * closed and still fades.
 */
const dialogs = ':is([role=alertdialog], [role=dialog]):not([data-notice], [data-closed])'

/** The sidebar over a narrow window and panels are dialogs too, and the shortcuts are meant for them. */
function isModalOpen(): boolean {
  const open = document.querySelectorAll(dialogs)
  return [...open].some((dialog) => !dialog.matches('[role=dialog]:is([data-sidebar], [data-panel])'))
}

/** Escape closes what floats before it stops or leaves anything. */
export function isFloatOpen(): boolean {
  return document.querySelector(`${dialogs}, [role=menu]`) !== null
}
