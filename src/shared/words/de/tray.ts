import type { tray as english } from '../en/tray.ts'
import type { Words } from '../words.ts'

export const tray: Words<typeof english> = {
  quickPrompt: 'Schnellfrage',
  newChat: 'Neues Gespräch',
  pauseMemory: 'Gedächtnis anhalten',
  exportMemory: 'Gedächtnis exportieren …',
  settings: 'Einstellungen',
  quit: 'Beenden',
}
