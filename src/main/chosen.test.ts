import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { systemClock as clock } from '../core/clock.ts'
import { silentLog as log } from '../core/log.ts'
import { usualSettings } from '../shared/settings.ts'
import { openChosen } from './chosen.ts'

/** Counts what makes every window paint anew. */
function nativeTheme() {
  const set: string[] = []
  return {
    set,
    get themeSource(): Electron.NativeTheme['themeSource'] {
      return (set.at(-1) ?? 'system') as Electron.NativeTheme['themeSource']
    },
    set themeSource(source) {
      set.push(source)
    },
  }
}

test('the first window comes as it was chosen, and each change holds at once', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await writeFile(join(folder.path, 'settings.json'), '{"theme":"dark","language":"de"}')
  const theme = nativeTheme()
  const chosen = openChosen({ dataFolder: folder.path, log, clock }, theme)
  chosen.begin()
  await chosen.ready
  expect([theme.set, chosen.language(), await chosen.setAside()]).toEqual([['dark'], 'de', null])
  const general = { ...usualSettings.general, theme: 'light', language: 'zh' } as const
  const event = { type: 'settings.changed', settings: { ...usualSettings, general } } as const
  chosen.hear(event)
  chosen.hear(event)
  expect([theme.set, chosen.language()]).toEqual([['dark', 'light'], 'zh'])
})

test('a broken file is set aside, which is said; one that cannot be read holds no window up', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await writeFile(join(folder.path, 'settings.json'), '{"theme":')
  const chosen = openChosen({ dataFolder: folder.path, log, clock }, nativeTheme())
  chosen.begin()
  expect(await chosen.setAside()).toMatch(/settings\.json\.broken-/)
  expect(chosen.language()).toBe('system')

  const nowhere = join(folder.path, 'a file')
  await writeFile(nowhere, '')
  const other = openChosen({ dataFolder: nowhere, log, clock }, nativeTheme())
  other.begin()
  await other.ready
  expect(await other.setAside()).toBeNull()
})
