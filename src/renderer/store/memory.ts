import type { RequestInput } from '../../shared/contract.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { createFactPages, type FactPages } from './fact-pages.ts'
import { createFactCommands, type FactCommands } from './facts.ts'
import { attempt, type Room } from './room.ts'
import type { FactFilter, MemoryState } from './state.ts'

/** What is remembered: its page, what can be done with it, what answers rested on, and what waits for a yes. */
export interface MemoryCommands extends Pick<FactPages, 'load' | 'more'>, FactCommands {
  /** Shows the page in the place of the conversation, or the conversation again. */
  show(shown: boolean): void
  filter(change: Partial<FactFilter>): void
  configure(change: RequestInput<'memory.configure'>): Promise<void>
  hear(event: HearthEvent): void
}

const searchPauseMs = 120
/** Whatever changes meanwhile is asked for once. */
const refreshPauseMs = 300

/** `lookForProposals` asks what was learned in the open conversation and waits. */
export function createMemory(room: Room, lookForProposals: () => Promise<void>): MemoryCommands {
  const { ask, get, set, later, t } = room
  const write = (part: Partial<MemoryState>) => set(({ memory }) => ({ memory: { ...memory, ...part } }))
  const pages = createFactPages({ ask, read: () => get().memory, write })
  let cancelSearch = (): void => undefined
  let isDue = false

  async function readSettings(title: string, act: () => Promise<MemoryState['settings']>): Promise<void> {
    const settings = await attempt(room, title, act)
    if (settings) write({ settings })
  }

  function refreshSoon(): void {
    if (isDue) return
    isDue = true
    later(() => {
      isDue = false
      void lookForProposals()
      if (get().memory.shown) void pages.refresh()
    }, refreshPauseMs)
  }

  return {
    ...createFactCommands(room, { write, refresh: pages.refresh }),
    load: pages.load,
    more: pages.more,
    show(shown) {
      if (shown === get().memory.shown) return
      write({ shown })
      if (!shown) return
      void pages.load()
      void readSettings(t('notices:facts.settingsUnread'), () => ask('memory.settings', undefined))
    },
    filter(wanted) {
      cancelSearch()
      write({ filter: { ...get().memory.filter, ...wanted } })
      if (wanted.text) cancelSearch = later(() => void pages.load(), searchPauseMs)
      else void pages.load()
    },
    configure: (wanted) =>
      readSettings(t('notices:facts.settingsStay'), () => ask('memory.configure', wanted)),
    hear(event) {
      if (event.type === 'memory.changed' || event.type === 'store.changed') refreshSoon()
    },
  }
}
