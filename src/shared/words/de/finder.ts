import type { finder as english } from '../en/finder.ts'
import type { Words } from '../words.ts'

export const finder: Words<typeof english> = {
  label: 'Alles durchsuchen',
  placeholder: 'Nachrichten, Gedächtnis, Pläne durchsuchen …',
  found: 'Gefunden',
  groups: {
    recent: 'Zuletzt',
    conversations: 'Gespräche',
    hits: 'Was gesagt wurde und gemerkt ist',
  },
  filters: 'Filter',
  role: 'Von wem',
  roles: { anyone: 'Von allen', user: 'Von dir', assistant: 'Von Hearth' },
  kind: 'Art',
  kinds: {
    everything: 'Alles',
    text: 'Nachrichten',
    context: 'Gedächtnis',
    agent_request: 'Pläne',
    agent_result: 'Ergebnisse',
  },
  time: 'Wann',
  times: {
    any: 'Jederzeit',
    day: 'Letzte 24 Stunden',
    week: 'Letzte 7 Tage',
    month: 'Letzte 30 Tage',
    year: 'Letztes Jahr',
  },
  chosen: '{{filter}}: {{choice}}',
  here: 'Dieses Gespräch',
  hits: {
    memory: 'Gedächtnis',
    plan: 'Plan',
    step: 'Schritt',
    result: 'Ergebnis',
    you: 'Du',
    answer: 'Hearth',
    note: 'Notiz',
  },
  day: '{{date, datetime(day: numeric; month: short)}}',
  dayAndYear: '{{date, datetime(day: numeric; month: short; year: numeric)}}',
  corrected: { before: 'Auch nach ', after: ' gesucht.' },
  comma: ', ',
  tryAgain: 'Noch einmal versuchen',
  more: 'Sucht nach mehr …',
  searching: 'Sucht …',
  nothing: 'Zu „<0>{{text}}</0>“ wurde nichts gefunden. Andere Wörter finden es vielleicht.',
  nothingHere:
    'Zu „<0>{{text}}</0>“ wurde nichts gefunden. Andere Wörter oder weniger Filter finden es vielleicht.',
}
