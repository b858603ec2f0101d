import type { Translate } from '../../shared/words/language.ts'
import { keysInWords } from '../settings/accelerator.ts'

/** The window's own shortcuts, in one place: what is pressed, and how it is written beside its command. */
const isMac = /mac/i.test(navigator.platform)

/** A key together with Ctrl, or with Command on a Mac. */
export interface Shortcut {
  readonly key: string
  readonly shift: boolean
  /** As it stands on the keys: «Ctrl N», «Strg N», «⌘N». */
  readonly label: (t: Translate) => string
  /** As `aria-keyshortcuts` wants it. */
  readonly aria: string
}

function withModifier(key: string, { shift = false } = {}): Shortcut {
  const name = key.toUpperCase()
  return {
    key,
    shift,
    label: (t) => keysInWords(`CommandOrControl+${shift ? 'Shift+' : ''}${name}`, t),
    aria: `${isMac ? 'Meta' : 'Control'}+${shift ? 'Shift+' : ''}${name}`,
  }
}

export const shortcuts = {
  newChat: withModifier('n'),
  find: withModifier('k'),
  search: withModifier('f'),
  sidebar: withModifier('b'),
  memory: withModifier('m', { shift: true }),
  settings: withModifier(','),
  sheet: withModifier('/'),
} as const

/** Whether a shortcut was pressed, and nothing more. */
export function isPressed({ key, shift }: Shortcut, event: KeyboardEvent): boolean {
  const modifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  // Signs lie elsewhere on other keyboards, where some of them are made by Shift.
  const isSign = !/[a-z]/.test(key)
  return modifier && !event.altKey && (isSign || event.shiftKey === shift) && event.key.toLowerCase() === key
}
