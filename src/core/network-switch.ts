import type { EventHub } from './event-hub.ts'
import type { Log } from './log.ts'
import type { SettingsRoom } from './settings.ts'

/** Whether actions may fetch pages of the web. Off until a person switches it on; no action can. */
export interface NetworkSwitch {
  isOn(): Promise<boolean>
  /** On disk when this resolves; the next action that asks finds it so. Throws AppError where it cannot be kept. */
  turn(on: boolean): Promise<void>
}

export function createNetworkSwitch(
  settings: SettingsRoom,
  { events, log }: { readonly events: Pick<EventHub, 'emit' | 'listen'>; readonly log: Log },
): NetworkSwitch & { close(): void } {
  let known = settings.current().privacy.network
  // Wherever it was switched: here, on the settings page, by a reset.
  const close = events.listen((event) => {
    if (event.type !== 'settings.changed') return
    const on = event.settings.privacy.network
    if (on === known) return
    known = on
    log.info('network', { on })
    events.emit({ type: 'network.changed', on })
  })
  return {
    isOn: async () => settings.current().privacy.network,
    turn: async (on) => void (await settings.change({ privacy: { network: on } })),
    close,
  }
}
