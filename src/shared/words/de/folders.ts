import type { folders as english } from '../en/folders.ts'
import type { Words } from '../words.ts'

export const folders: Words<typeof english> = {
  title: 'Ordner und Regeln',
  about: 'Aktionen arbeiten nur in diesen Ordnern und fragen vor allem, was keine Regel erlaubt.',
  close: 'Schließen',
  folders: 'Ordner',
  noFolder: 'Hearth darf noch in keinem Ordner arbeiten.',
  granted: 'Freigegeben am {{date, datetime(dateStyle: medium)}}',
  withdraw: 'Entziehen',
  named: '{{label}}: {{name}}',
  choose: 'Ordner wählen …',
  rules: 'Regeln',
  noRule: 'Es gibt keine: Hearth fragt immer. Ein Plan, der nur liest, bietet eine an.',
  since: '{{action}} ohne Nachfrage, seit {{date, datetime(dateStyle: medium)}}',
  reminders: 'Erinnerungen',
  noReminder: 'Keine Erinnerung wartet.',
  due: '{{date, datetime(dateStyle: medium; timeStyle: short)}}',
  cancel: 'Absagen',
  network: 'Netz',
  fetch: 'Hearth darf Webseiten abrufen',
  fetchAbout:
    'Ein Plan kann dann nach deinem Ja eine öffentliche Seite abrufen; von wo sie kommt, sieht man die Adresse dieses Computers und was abgerufen wurde.',
}
