import type { SettingsRoom } from '../core/settings.ts'
import { usualSettings, type Settings } from '../shared/settings.ts'

/** While memory is paused nothing is learned and nothing recalled. */
export interface MemoryPause {
  isOn(): boolean
  /** What was chosen before the pause holds again after it; after a restart in between, what is usual does. */
  turn(on: boolean): Promise<void>
}

export function createMemoryPause(room: Pick<SettingsRoom, 'current' | 'change'>): MemoryPause {
  let before: Settings['memory'] = usualSettings.memory

  function isOn(): boolean {
    const { learn, recall } = room.current().memory
    return learn === 'off' && !recall
  }

  return {
    isOn,
    async turn(on) {
      if (isOn() === on) return
      const memory = on ? ({ learn: 'off', recall: false } as const) : before
      if (on) before = room.current().memory
      await room.change({ memory })
    },
  }
}
