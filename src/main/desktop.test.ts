import { EventEmitter } from 'node:events'
import type { Notification } from 'electron'
import { expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import { openWords } from '../shared/words/language.ts'
import { createDesktop } from './desktop.ts'
import { createNotify } from './notify.ts'

function makeDesktop({ tells = true } = {}) {
  const asked: unknown[] = []
  const words = openWords('en')
  const made: EventEmitter[] = []
  const desktop = createDesktop({
    shell: {
      trashItem: async (path) => void asked.push(['trash', path]),
      openPath: async (path) => (path === '/gone' ? 'No application knows this.' : ''),
      openExternal: async () => {
        throw new Error('No browser')
      },
    },
    clipboard: {
      readText: async () => 'copied',
      writeText: async (text) => void asked.push(['write', text]),
    },
    notify: createNotify(
      {
        isSupported: () => tells,
        make(options) {
          const notification = Object.assign(new EventEmitter(), { show: () => asked.push(options) })
          made.push(notification)
          return notification as unknown as Notification
        },
      },
      silentLog,
    ),
    t: words.t,
    show: () => asked.push('in front'),
  })
  return { desktop, asked, made, words }
}

test('what the system refuses is told in its words', async () => {
  const { desktop } = makeDesktop()
  await desktop.openPath('/there')
  await expect(desktop.openPath('/gone')).rejects.toMatchObject({
    code: 'action_failed',
    message: '/gone could not be opened: No application knows this.',
  })
  await expect(desktop.openAddress('https://x.example')).rejects.toThrow(
    'https://x.example could not be opened: No browser.',
  )
})

test('the trash and the clipboard get what they are given', async () => {
  const { desktop, asked } = makeDesktop()
  await desktop.trash?.('/p/old')
  await desktop.writeClipboard('text')
  expect([await desktop.readClipboard(), asked]).toEqual([
    'copied',
    [
      ['trash', '/p/old'],
      ['write', 'text'],
    ],
  ])
})

test('a notification that is clicked brings Hearth to the front; without notifications nothing fails', () => {
  const { desktop, asked, made } = makeDesktop()
  desktop.tellReminder({ kind: 'due', text: 'Call Ann', late: false })
  made[0]?.emit('click')
  expect(asked).toEqual([{ title: 'Reminder', body: 'Call Ann' }, 'in front'])

  const quiet = makeDesktop({ tells: false })
  quiet.desktop.tellReminder({ kind: 'due', text: 'Call Ann', late: false })
  expect(quiet.asked).toEqual([])
})

test('reminders are told in the language of the moment', async () => {
  const { desktop, asked, words } = makeDesktop()
  await words.changeLanguage('de')
  desktop.tellReminder({ kind: 'due', text: 'Ann anrufen', late: true })
  desktop.tellReminder({ kind: 'more', count: 1 })
  await words.changeLanguage('en')
  desktop.tellReminder({ kind: 'more', count: 2 })
  expect(asked).toEqual([
    { title: 'Erinnerung, verspätet', body: 'Ann anrufen' },
    { title: 'Erinnerungen', body: 'Eine weitere steht in Hearth.' },
    { title: 'Reminders', body: '2 more are in Hearth.' },
  ])
})
