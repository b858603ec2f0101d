import { fileError } from './actions/folders/file-errors.ts'
import type { EventHub } from './event-hub.ts'
import { changeSettings, readSettings, type SettingsPlace } from './settings.ts'

/** Whether actions may fetch pages of the web. Off until a person switches it on; no action can. */
export interface NetworkSwitch {
  isOn(): Promise<boolean>
  /** On disk when this resolves; the next action that asks finds it so. Throws AppError where it cannot be kept. */
  turn(on: boolean): Promise<void>
}

export function createNetworkSwitch(place: SettingsPlace, events: Pick<EventHub, 'emit'>): NetworkSwitch {
  // One change after another: each writes all of the settings.
  let last: Promise<unknown> = Promise.resolve()

  async function change(on: boolean): Promise<void> {
    try {
      await changeSettings(place, { network: on })
    } catch (error) {
      throw fileError(error, 'settings.json')
    }
    place.log.info('network', { on })
    events.emit({ type: 'network.changed', on })
  }

  return {
    isOn: async () => (await readSettings(place)).network,
    turn(on) {
      const changed = last.then(() => change(on))
      last = changed.catch(() => undefined)
      return changed
    },
  }
}
