import type { MemoryCommands } from './memory.ts'
import type { ModelsCommands } from './models-page.ts'
import type { Room } from './room.ts'
import type { SettingsCommands } from './settings.ts'
import type { State } from './state.ts'

/** What can stand in the place of the conversation: one page at a time. */
export interface Pages {
  readonly memory: MemoryCommands
  readonly models: ModelsCommands
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
  { memory, models, settings }: Pick<Pages, 'memory' | 'models' | 'settings'>,
): Pages {
  function leave(): void {
    memory.show(false)
    models.show(false)
    settings.show(false)
  }

  return {
    memory: {
      ...memory,
      show(shown) {
        if (shown) leave()
        memory.show(shown)
      },
    },
    models: {
      ...models,
      show(shown) {
        if (shown) leave()
        models.show(shown)
      },
    },
    settings: {
      ...settings,
      show(shown, row) {
        if (shown) leave()
        settings.show(shown, row)
      },
    },
    showSheet(sheet) {
      set({ sheet })
      // The quick prompt's keys are a person's choice.
      if (sheet) void settings.load()
    },
    turnSidebar: () => set(({ sidebarTurns }) => ({ sidebarTurns: sidebarTurns + 1 })),
    leave,
  }
}

/** Whether the conversation is in sight, and no page in its place. */
export function showsChat({ memory, models, settings }: State): boolean {
  return !memory.shown && !models.shown && !settings.shown
}
