import type { en } from '../../shared/words/en.ts'
import type { Translate } from '../../shared/words/language.ts'

/** Keys as Electron writes them (`CommandOrControl+Shift+Space`): read from what is pressed, and shown to people. */
const isMac = /mac/i.test(navigator.platform)

/** What is pressed so far. */
export type Pressed =
  | { readonly kind: 'keys'; readonly keys: string }
  /** Only Shift, Ctrl and the like as yet. */
  | { readonly kind: 'waiting' }
  /** A key that one writes with, alone: it would be gone everywhere. */
  | { readonly kind: 'incomplete' }

/** Codes of keys whose names Electron has its own words for. */
const names: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Return',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  PrintScreen: 'PrintScreen',
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export function readKeys(event: KeyPress): Pressed {
  const key = nameOf(event)
  if (key === null) return { kind: 'waiting' }
  const { ctrlKey, metaKey, altKey, shiftKey } = event
  const isFunction = /^F\d+$/.test(key)
  if (!ctrlKey && !metaKey && !altKey && !isFunction) return { kind: 'incomplete' }
  const primary = isMac ? metaKey : ctrlKey
  const parts = [
    primary && 'CommandOrControl',
    isMac && ctrlKey && 'Control',
    !isMac && metaKey && 'Super',
    altKey && 'Alt',
    shiftKey && 'Shift',
    key,
  ]
  return { kind: 'keys', keys: parts.filter((part) => part !== false).join('+') }
}

/** Null for a key that only goes with others, and for one that Electron has no name for. */
function nameOf({ key, code }: KeyPress): string | null {
  if (/^F([1-9]|1\d|2[0-4])$/.test(key)) return key
  const named = names[code]
  if (named !== undefined) return named
  // As it is printed on the key, wherever that lies.
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  // Of another script, or made by Shift: by its place.
  return /^(?:Key|Digit)([A-Z\d])$/.exec(code)?.[1] ?? null
}

const symbols: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Command: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
}

const worded: Readonly<Record<string, keyof (typeof en)['commands']['keys']>> = {
  CommandOrControl: 'ctrl',
  Control: 'ctrl',
  Shift: 'shift',
  Space: 'space',
  Return: 'enter',
  Backspace: 'backspace',
  Delete: 'delete',
  Insert: 'insert',
  Home: 'home',
  End: 'end',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  PrintScreen: 'print',
}

/** `Ctrl Shift Space` as the keys of a language are printed, or `⇧⌘Space` on a Mac. */
export function keysInWords(keys: string, t: Translate): string {
  const inWords = (part: string): string => {
    const word = worded[part]
    return word === undefined ? part : t(`commands:keys.${word}`)
  }
  const parts = keys.split('+')
  if (!isMac) return parts.map(inWords).join(' ')
  const order = ['Control', 'Alt', 'Shift', 'Command', 'CommandOrControl']
  const place = (part: string): number => (order.includes(part) ? order.indexOf(part) : order.length)
  return parts
    .toSorted((a, b) => place(a) - place(b))
    .map((part) => symbols[part] ?? inWords(part))
    .join('')
}
