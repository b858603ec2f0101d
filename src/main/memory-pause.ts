import type { SettingsRoom } from '../core/settings.ts'
import { usualSettings } from '../shared/settings.ts'

/** While memory is paused nothing is learned and nothing recalled. */
export interface MemoryPause {
  isOn(): boolean
  /** What was chosen before the pause holds again after it; what is usual, where it was not paused here. */
  turn(on: boolean): Promise<void>
}

export function createMemoryPause(room: Pick<SettingsRoom, 'current' | 'change'>): MemoryPause {
  function isOn(): boolean {
    const { learn, recall } = room.current().memory
    return learn === 'off' && !recall
  }

  return {
    isOn,
    async turn(on) {
      if (isOn() === on) return
      const { memory, pause } = room.current()
      if (on) {
        const { learn, recall } = memory
        await room.change({
          memory: { learn: 'off', recall: false },
          pause: { memory: { learn, recall } },
        })
      } else {
        const { learn, recall } = pause.memory ?? usualSettings.memory
        await room.change({ memory: { learn, recall }, pause: { memory: null } })
      }
    },
  }
}
