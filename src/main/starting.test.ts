import { expect, test } from 'vitest'
import { mergeSettings, usualSettings, type Settings, type SettingsChange } from '../shared/settings.ts'
import { wasOpenedAtLogin } from './login.ts'
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

test('macOS passes no arguments at login: what it opened itself wants nothing, unless a start said more', () => {
  expect(readWanted(['hearth'], true)).toBe('nothing')
  expect(readWanted(['hearth', '--quick-prompt'], true)).toBe('quickPrompt')
})

test('only the start at login that was chosen here counts as one on macOS', () => {
  const opened = (openAtLogin: boolean, byLogin: boolean) => ({
    getLoginItemSettings: () => ({ openAtLogin, wasOpenedAtLogin: byLogin }) as Electron.LoginItemSettings,
  })
  expect(wasOpenedAtLogin(opened(true, true), 'darwin')).toBe(true)
  expect(wasOpenedAtLogin(opened(true, false), 'darwin')).toBe(false)
  // Opened again after a restart, with the windows that were open.
  expect(wasOpenedAtLogin(opened(false, true), 'darwin')).toBe(false)
  expect(wasOpenedAtLogin(opened(true, true), 'win32')).toBe(false)
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

/** What was chosen, which outlives a restart. */
function keepSettings(memory: Partial<Settings['memory']>) {
  let settings = mergeSettings(usualSettings, { memory })
  const room = {
    current: () => settings,
    change: async (change: SettingsChange) => (settings = mergeSettings(settings, change)),
  }
  return { room, memory: () => settings.memory }
}

test('after a pause of memory what was chosen before holds again, also after a restart in between', async () => {
  const { room, memory } = keepSettings({ learn: 'off', recall: true })
  const pause = createMemoryPause(room)
  await pause.turn(true)
  expect([pause.isOn(), memory()]).toMatchObject([true, { learn: 'off', recall: false }])
  await pause.turn(true)
  const restarted = createMemoryPause(room)
  await restarted.turn(false)
  expect([restarted.isOn(), memory()]).toMatchObject([false, { learn: 'off', recall: true }])
})

test('what was paused by hand is as at first when the pause ends', async () => {
  const { room, memory } = keepSettings({ learn: 'off', recall: false })
  await createMemoryPause(room).turn(false)
  expect(memory()).toMatchObject({ learn: 'propose', recall: true })
})
