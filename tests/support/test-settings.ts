import { mergeSettings, usualSettings } from '../../src/shared/settings.ts'
import type { SettingsRoom } from '../../src/core/settings.ts'

/** Settings that are nowhere kept. */
export function testSettings(): SettingsRoom {
  let settings = usualSettings
  return {
    current: () => settings,
    change: async (change) => (settings = mergeSettings(settings, change)),
    reset: async (section) => (settings = { ...settings, [section]: usualSettings[section] }),
  }
}
