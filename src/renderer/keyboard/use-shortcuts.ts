import { useEffect } from 'react'
import { useHearth } from '../hearth-context.ts'
import { isAnswering } from '../store/state.ts'
import { isPressed, shortcuts } from './shortcuts.ts'

export interface ShortcutCommands {
  newChat(): void
  search(): void
  toggleSidebar(): void
}

/** Listens for the window's shortcuts while nothing modal is open. */
export function useShortcuts({ newChat, search, toggleSidebar }: ShortcutCommands): void {
  const { store, turns } = useHearth()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const command = [
        [shortcuts.newChat, newChat],
        [shortcuts.search, search],
        [shortcuts.sidebar, toggleSidebar],
      ] as const
      const found = command.find(([shortcut]) => isPressed(shortcut, event))
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
  }, [newChat, search, toggleSidebar, store, turns])
}

/** The sidebar over a narrow window is a dialog too, and the shortcuts are meant for it. */
function isModalOpen(): boolean {
  return document.querySelector('[role=alertdialog], [role=dialog]:not([data-sidebar])') !== null
}

/** Escape closes what floats before it stops anything. */
function isFloatOpen(): boolean {
  return document.querySelector('[role=alertdialog], [role=dialog], [role=menu]') !== null
}
