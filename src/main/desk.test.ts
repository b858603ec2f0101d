import { expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import type { HearthEvent } from '../shared/events.ts'
import { mergeSettings, usualSettings } from '../shared/settings.ts'
import { openWords } from '../shared/words/language.ts'
import { createDesk, type DeskOptions } from './desk.ts'

/** A desk without windows, whose shortcut another program has. */
function makeDesk() {
  const words = openWords('en')
  const told: HearthEvent[] = []
  const desk = createDesk({
    words,
    main: { current: () => null } as DeskOptions['main'],
    quick: {} as DeskOptions['quick'],
    shortcut: {
      current: () => ({ standing: 'taken', keys: 'Alt+T' }),
      follow: () => false,
      release: () => undefined,
    },
    notify: () => undefined,
    inFront: () => true,
    openTray: async () => null,
    tellWindows: (event) => told.push(event),
    quit: () => undefined,
    log: silentLog,
  })
  return { desk, words, told }
}

test('what the shortcut advises is told again in the language that was chosen', async () => {
  const { desk, words, told } = makeDesk()
  await words.changeLanguage('de')
  const advice = words.t('tray:shortcutTaken')
  expect(advice).toMatch(/Tasten/)
  expect(told).toEqual([{ type: 'shortcut.changed', state: { standing: 'taken', keys: 'Alt+T', advice } }])
  desk.close()
  await words.changeLanguage('zh')
  expect(told).toHaveLength(1)
})

test('a setting that is no language turns none', () => {
  const { desk, words } = makeDesk()
  let turns = 0
  words.on('languageChanged', () => (turns += 1))
  const settings = mergeSettings(usualSettings, { general: { closeToTray: false } })
  desk.listener({ type: 'settings.changed', settings })
  desk.close()
  expect(turns).toBe(0)
})
