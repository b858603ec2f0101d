import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { openWords, type Language } from '../shared/words/language.ts'
import { applicationMenu } from './application-menu.ts'

function labels(language: Language, platform: NodeJS.Platform): string[] {
  const { t } = openWords(language)
  const menu = applicationMenu({ t, app: 'Hearth', platform, isPackaged: true, choose: () => {} })
  const flat = (items: readonly MenuItemConstructorOptions[]): string[] =>
    items.flatMap(({ label, submenu }) => [
      ...(label === undefined ? [] : [label]),
      ...(Array.isArray(submenu) ? flat(submenu) : []),
    ])
  return flat(menu)
}

test('the menu speaks the language that was chosen, and no English in another one', () => {
  expect(labels('en', 'linux').slice(0, 8)).toEqual([
    'File',
    'Export memory…',
    'Import…',
    'Quit',
    'Edit',
    'Undo',
    'Redo',
    'Cut',
  ])
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    const english = labels('en', platform)
    for (const language of ['de', 'zh'] as const) {
      const other = labels(language, platform)
      expect(other).toHaveLength(english.length)
      // The menu of the app itself has its name everywhere.
      expect(other.filter((label, at) => label === english[at])).toEqual(
        platform === 'darwin' ? ['Hearth'] : [],
      )
    }
  }
})

test('quitting is named as each system names it', () => {
  expect(labels('en', 'linux')).toContain('Quit')
  expect(labels('en', 'win32')).toContain('Exit')
  expect(labels('de', 'darwin')).toContain('Hearth beenden')
})
