import type { tray as english } from '../en/tray.ts'
import type { Words } from '../words.ts'

export const tray: Words<typeof english> = {
  quickPrompt: 'Schnellfrage',
  newChat: 'Neues Gespräch',
  pauseMemory: 'Gedächtnis anhalten',
  exportMemory: 'Gedächtnis exportieren …',
  settings: 'Einstellungen',
  quit: 'Beenden',

  ready: 'Hearth – bereit',
  answering: 'Hearth – antwortet',
  downloading: 'Hearth – lädt {{percent}} %',
  needsApproval: 'Hearth – ein Plan wartet auf deine Antwort',

  closedToTray: 'Hearth läuft im Infobereich weiter',
  closedToTrayMore:
    'Dort kannst du es beenden. In den Einstellungen kannst du es mit seinem Fenster enden lassen.',

  needsYes: 'Ein Plan wartet auf deine Antwort',
  runDone: 'Ein Lauf ist fertig',
  runFailed: 'Ein Lauf ist gescheitert',
  runCancelled: 'Ein Lauf wurde abgebrochen',
  runInterrupted: 'Ein Lauf ist abgerissen',

  reminder: 'Erinnerung',
  reminderLate: 'Erinnerung, verspätet',
  reminders: 'Erinnerungen',
  remindersMore_one: 'Eine weitere steht in Hearth.',
  remindersMore_other: '{{count}} weitere stehen in Hearth.',

  shortcutTaken:
    'Diese Tasten hat ein anderes Programm. Wähle andere, oder schließe jenes Programm und drücke sie hier noch einmal.',
  shortcutUnsure:
    'Unter Wayland entscheidet der Desktop über diese Tasten und sagt nicht, wie. Drücke sie: Kommt nichts, dann gib dem Befehl „hearth --quick-prompt“ in den Einstellungen deines Desktops Tasten.',
  shortcutInvalid:
    'Diese Tasten können kein Kürzel sein. Wähle einen Buchstaben oder die Leertaste zusammen mit Strg, Alt oder Command.',
}
