import type { MemoryCommands } from './memory.ts'
import type { Room } from './room.ts'
import type { SettingsCommands } from './settings.ts'

/** What can stand in the place of the conversation: one page at a time. */
export interface Pages {
  readonly memory: MemoryCommands
  readonly settings: SettingsCommands
  /** Shows or hides the list of all shortcuts, over whatever is there. */
  showSheet(shown: boolean): void
  /** Shows or hides the sidebar. */
  turnSidebar(): void
  /** The conversation takes its place again. */
  leave(): void
}

export function createPages(
  { set }: Pick<Room, 'set'>,
  { memory, settings }: Pick<Pages, 'memory' | 'settings'>,
): Pages {
  return {
    memory: {
      ...memory,
      show(shown) {
        if (shown) settings.show(false)
        memory.show(shown)
      },
    },
    settings: {
      ...settings,
      show(shown, row) {
        if (shown) memory.show(false)
        settings.show(shown, row)
      },
    },
    showSheet(sheet) {
      set({ sheet })
      // The quick prompt's keys are a person's choice.
      if (sheet) void settings.load()
    },
    turnSidebar: () => set(({ sidebarTurns }) => ({ sidebarTurns: sidebarTurns + 1 })),
    leave() {
      memory.show(false)
      settings.show(false)
    },
  }
}
