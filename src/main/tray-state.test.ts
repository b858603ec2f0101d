import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { HearthEvent } from '../shared/events.ts'
import { openWords } from '../shared/words/language.ts'
import { trayMenu, trayToolTip, type TrayChoice } from './tray-menu.ts'
import { watchState } from './tray-state.ts'

const turnId = randomUUID()
const started = { type: 'turn.started', turn: { id: turnId } } as HearthEvent
const ended = { type: 'turn.ended', end: { turnId } } as HearthEvent
test('the tray says the most urgent of what goes on', () => {
  const { listener, plansWait, download, current } = watchState()
  const { t } = openWords('en')
  const said = (): string => trayToolTip(t, current())
  expect(said()).toBe('Hearth – ready')
  listener(started)
  expect(said()).toBe('Hearth – answering')
  download(0.4299)
  expect(said()).toBe('Hearth – downloading 42 %')
  plansWait(2)
  expect(said()).toBe('Hearth – a plan waits for your answer')
  plansWait(0)
  listener(ended)
  download(null)
  expect(said()).toBe('Hearth – ready')
})

test('the menu opens what it names, and no title is a shortcut or too wide', () => {
  const chosen: TrayChoice[] = []
  const menu = trayMenu({
    t: openWords('de').t,
    recent: [
      { id: 'a', title: 'Salt & pepper' },
      { id: 'b', title: 'word '.repeat(40) },
    ],
    memoryPaused: true,
    choose: (choice) => chosen.push(choice),
  })
  const labels = menu.map(({ label, type }) => label ?? type)
  expect(labels).toEqual([
    'Schnellfrage',
    'Neues Gespräch',
    'separator',
    'Salt && pepper',
    `${'word '.repeat(9)}wo…`,
    'separator',
    'Gedächtnis anhalten',
    'Gedächtnis exportieren …',
    'Einstellungen',
    'separator',
    'Beenden',
  ])
  expect(menu[6]).toMatchObject({ type: 'checkbox', checked: true })
  for (const { click } of menu) click?.({ checked: false } as Electron.MenuItem, undefined, {})
  expect(chosen.map(({ kind }) => kind)).toEqual([
    'quickPrompt',
    'newChat',
    'open',
    'open',
    'pauseMemory',
    'export',
    'settings',
    'quit',
  ])
})
