import type { recovery as english } from '../en/recovery.ts'
import type { Words } from '../words.ts'

export const recovery: Words<typeof english> = {
  headings: {
    notOpened: 'Deine Gespräche ließen sich nicht öffnen',
    newer: 'Ein neueres Hearth hat deine Gespräche geschrieben',
    foreign: 'Ein anderes Postgres hat deine Gespräche geschrieben',
  },
  first: {
    newer: {
      say: 'Bring Hearth zuerst auf den neuesten Stand.',
      more: 'Das neuere öffnet sie, wie sie sind. Eine Sicherung bringt nur zurück, was da war, als sie angelegt wurde.',
    },
    foreign: {
      say: 'Nimm sie zuerst mit herüber.',
      more: 'Die Schritte stehen in docs/upgrading.md, und nichts geht dabei verloren. Eine Sicherung bringt nur zurück, was da war, als sie angelegt wurde.',
    },
  },
  kept: 'Was aufgehoben wird',
  deletesNothing:
    'Hearth löscht nichts: Was du hier auch wählst, alles, was jetzt da ist, bleibt aufgehoben, in diesem Ordner.',
  showFolder: 'Ordner zeigen',
  didNotWork: 'Das hat nicht geklappt.',
  stillNot: 'Die Datenbank öffnet sich noch immer nicht. Was oben steht, ist jetzt der Grund.',
  quit: 'Beenden',
  tryAgain: 'Noch einmal versuchen',
  restore: 'Diese Sicherung wiederherstellen',
  anew: {
    open: 'Mit leerem Gedächtnis beginnen …',
    question: 'Mit leerem Gedächtnis beginnen?',
    about:
      'Hearth öffnet sich ohne ein Gespräch. Der Ordner, der sich nicht öffnet, bleibt unter anderem Namen, wie er ist, und die Sicherungen auch. Du findest alles in:',
    cancel: 'Abbrechen',
    begin: 'Neu beginnen',
  },
  doing: {
    retry: 'Öffnet deine Gespräche …',
    restore: 'Stellt die Sicherung wieder her. Das dauert ein paar Sekunden.',
    beginAnew: 'Legt ein leeres Gedächtnis an. Das dauert ein paar Sekunden.',
  },
  done: 'Fertig. Hearth öffnet sich.',
  goBack: 'Zu einer Sicherung zurückgehen',
  comesBack: 'Was danach vergessen oder gelöscht wurde, kommt mit ihr zurück.',
  looking: 'Sieht die Sicherungen durch …',
  snapshots: 'Sicherungen',
  none: 'Es gibt keine Sicherung, zu der du zurückkannst',
  noneAbout:
    'Hearth legt an jedem Tag eine an, an dem es benutzt wird. Du kannst mit leerem Gedächtnis beginnen; hast du anderswo eine Kopie des Ordners, beende Hearth, leg sie zurück und starte es wieder.',
  unusable_one: '{{count, number}} Sicherung ist nicht zu gebrauchen',
  unusable_other: '{{count, number}} Sicherungen sind nicht zu gebrauchen',
  reasons: {
    daily: 'täglich',
    migration: 'vor einer Aktualisierung',
    asked: 'auf Wunsch',
    restore: 'vor einer Wiederherstellung',
  },
  sizeAndReason: '{{size}}, {{reason}}',
  content: '{{conversations}}, {{messages}}',
  conversations_one: '{{count, number}} Gespräch',
  conversations_other: '{{count, number}} Gespräche',
  messages_one: '{{count, number}} Nachricht',
  messages_other: '{{count, number}} Nachrichten',
  noMessage: 'Noch keine Nachricht',
  lastMessage: 'Letzte Nachricht {{date, datetime(dateStyle: full; timeStyle: short)}}',
  exact: '{{date, datetime(dateStyle: full; timeStyle: short)}}',
  date: '{{date, datetime(dateStyle: long)}}',
  years: '{{ago, relativetime(range: year; numeric: auto)}}',
  months: '{{ago, relativetime(range: month; numeric: auto)}}',
  weeks: '{{ago, relativetime(range: week; numeric: auto)}}',
  days: '{{ago, relativetime(range: day; numeric: auto)}}',
  dayAndTime: '{{ago, relativetime(range: day; numeric: auto)}} um {{date, datetime(timeStyle: short)}}',
}
