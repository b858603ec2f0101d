import { expect, test } from 'vitest'
import { usualSettings, type Settings, type SettingsChange } from '../shared/settings.ts'
import { createMemoryPause } from './memory-pause.ts'
import { readWanted } from './starting.ts'
import { isWayland } from './wayland.ts'

test.each([
  [['hearth', '.'], 'window'],
  [['hearth', '--hidden'], 'nothing'],
  [['hearth', '--no-sandbox', '--quick-prompt', '.'], 'quickPrompt'],
] as const)('a start with %j wants %s', (args, wanted) => {
  expect(readWanted(args)).toBe(wanted)
})

test.each([
  ['linux', { XDG_SESSION_TYPE: 'wayland' }, '', true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, '', true],
  ['linux', { XDG_SESSION_TYPE: 'wayland' }, 'x11', false],
  ['linux', { XDG_SESSION_TYPE: 'x11' }, '', false],
  ['darwin', { WAYLAND_DISPLAY: 'wayland-0' }, '', false],
] as const)('on %s with %j and the platform “%s” windows are Wayland’s: %s', (platform, env, ozone, is) => {
  expect(isWayland({ platform, env, ozone })).toBe(is)
})

test('after a pause of memory what was chosen before holds again', async () => {
  let settings: Settings = { ...usualSettings, memory: { learn: 'keep', recall: true, meaning: true } }
  const pause = createMemoryPause({
    current: () => settings,
    change: async ({ memory }: SettingsChange) =>
      (settings = { ...settings, memory: { ...settings.memory, ...memory } as Settings['memory'] }),
  })
  await pause.turn(true)
  expect([pause.isOn(), settings.memory]).toEqual([true, { learn: 'off', recall: false }])
  await pause.turn(true)
  await pause.turn(false)
  expect([pause.isOn(), settings.memory]).toEqual([false, { learn: 'keep', recall: true }])
})
