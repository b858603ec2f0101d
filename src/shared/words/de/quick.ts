import type { quick as english } from '../en/quick.ts'
import type { Words } from '../words.ts'

export const quick: Words<typeof english> = {
  title: 'Hearth – Schnellfrage',
  name: 'Schnellfrage',
  placeholder: 'Frag irgendetwas',
  question: 'Frage',
  ask: 'Fragen',
  askKey: 'fragen',
  carry: 'Im Fenster öffnen',
  carryKey: 'im Fenster öffnen',
  hideKey: 'schließen',
  stop: 'Anhalten',
  startNew: 'Neu',
  answer: 'Antwort',
  notSent: 'Nicht gesendet.',

  useClipboard: 'Zwischenablage verwenden',
  useSelection: 'Markierten Text verwenden',
  clipboard: 'Zwischenablage',
  selection: 'Markierter Text',
  fromClipboard: 'Aus der Zwischenablage:',
  fromSelection: 'Aus dem markierten Text:',
  noClipboard: 'In der Zwischenablage ist kein Text.',
  noSelection: 'Es ist kein Text markiert.',
  remove: 'Weglassen: {{what}}',
}
