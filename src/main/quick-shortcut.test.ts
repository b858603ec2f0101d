import { expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import { createQuickShortcut } from './quick-shortcut.ts'

/** A desktop on which `Alt+T` is another program's. */
function makeShortcut({ wayland = false } = {}) {
  const registered = new Map<string, () => void>()
  let presses = 0
  const shortcut = createQuickShortcut({
    shortcuts: {
      register(keys, onPress) {
        if (keys === '?') throw new TypeError('conversion failure from ?')
        if (keys === 'Alt+T') return false
        registered.set(keys, onPress)
        return true
      },
      unregister: (keys) => void registered.delete(keys),
    },
    wayland,
    onPress: () => (presses += 1),
    log: silentLog,
  })
  return { shortcut, registered, presses: () => presses }
}

const on = (keys: string) => ({ on: true, keys })

test('it is registered, and let go of when other keys are chosen or it is switched off', () => {
  const { shortcut, registered, presses } = makeShortcut()
  expect(shortcut.follow(on('Alt+A'))).toBe(true)
  registered.get('Alt+A')?.()
  expect([presses(), shortcut.current()]).toEqual([1, { standing: 'registered', keys: 'Alt+A' }])
  expect(shortcut.follow(on('Alt+A'))).toBe(false)
  expect(shortcut.follow(on('Alt+B'))).toBe(true)
  expect([...registered.keys()]).toEqual(['Alt+B'])
  expect(shortcut.follow({ on: false, keys: 'Alt+B' })).toBe(true)
  expect([[...registered.keys()], shortcut.current()]).toEqual([[], { standing: 'off', keys: 'Alt+B' }])
})

test('keys of another program and what are no keys leave nothing registered, and are told apart', () => {
  const { shortcut, registered } = makeShortcut()
  shortcut.follow(on('Alt+A'))
  shortcut.follow(on('Alt+T'))
  expect([shortcut.current().standing, registered.size]).toEqual(['taken', 0])
  shortcut.follow(on('?'))
  expect([shortcut.current().standing, registered.size]).toEqual(['invalid', 0])
  shortcut.follow(on('Alt+A'))
  shortcut.release()
  expect([shortcut.current().standing, registered.size]).toEqual(['off', 0])
})

test('on Wayland a yes of the portal is not promised', () => {
  const { shortcut } = makeShortcut({ wayland: true })
  shortcut.follow(on('Alt+A'))
  expect(shortcut.current().standing).toBe('unsure')
})
