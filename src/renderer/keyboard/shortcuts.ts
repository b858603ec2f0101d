/** The window's own shortcuts, in one place: what is pressed, and how it is written beside its command. */
const isMac = /mac/i.test(navigator.platform)

/** A key together with Ctrl, or with Command on a Mac. */
export interface Shortcut {
  readonly key: string
  /** As people write it: «Ctrl N», «⌘N». */
  readonly label: string
  /** As `aria-keyshortcuts` wants it. */
  readonly aria: string
}

function withModifier(key: string): Shortcut {
  const name = key.toUpperCase()
  return {
    key,
    label: isMac ? `⌘${name}` : `Ctrl ${name}`,
    aria: `${isMac ? 'Meta' : 'Control'}+${name}`,
  }
}

export const shortcuts = {
  newChat: withModifier('n'),
  search: withModifier('k'),
  sidebar: withModifier('b'),
} as const

/** Whether a shortcut was pressed, and nothing more. */
export function isPressed({ key }: Shortcut, event: KeyboardEvent): boolean {
  const modifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  return modifier && !event.altKey && !event.shiftKey && event.key.toLowerCase() === key
}
