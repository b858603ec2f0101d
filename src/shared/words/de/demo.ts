import type { demo as english } from '../en/demo.ts'
import type { Words } from '../words.ts'

export const demo: Words<typeof english> = {
  label: 'Demo nach Drehbuch',
  about: 'Es läuft kein Modell. Die Antworten wurden vorher geschrieben, und am Ende wird alles gelöscht.',
  scripted: 'Antworten aus einem Drehbuch',
  tour: 'Rundgang',
  done: '{{step}}, erledigt',
  now: '{{step}}, jetzt',
  try: 'Ausprobieren',
  step: { chat: 'Chat', plan: 'Plan', undo: 'Rückgängig', memory: 'Gedächtnis', export: 'Export' },
  hint: {
    chat: 'Frag etwas.',
    plan: 'Bitte um eine Datei. Geschrieben wird erst nach deinem Ja.',
    undo: 'Nimm die Änderung zurück, in der Karte des Erledigten.',
    memory: 'Sag, was gemerkt werden soll.',
    export: 'Schreib alles in eine Datei.',
  },
  finished: 'Das war der Rundgang. Schließ das Fenster, und nichts davon bleibt.',
  ask: {
    chat: 'Was ist ein Herd?',
    plan: 'Schreibe eine Einkaufsliste nach einkauf.md',
    memory: '/remember Ich trinke meinen Kaffee schwarz',
  },
  title: { chat: 'Was ein Herd ist', plan: 'Eine Einkaufsliste', other: 'Eine Demo' },
  list: '# Einkauf\n\n- Milch\n- Brot\n- Kaffee, schwarz\n',
  answer: {
    chat: 'Ein **Herd** war die Feuerstelle des Hauses: der Ort, um den man zusammenkam.\n\n- Er wärmt, ohne den Raum zu verlassen.\n- Man ließ ihn nie ausgehen.\n\nDiese Antwort kommt aus einem Drehbuch. Mit [Ollama](https://ollama.com) auf diesem Computer antwortet hier ein Modell, und nichts, was du schreibst, verlässt ihn.',
    list: 'Die Liste steht in der Datei. Du kannst das zurücknehmen: Die Karte darüber weiß, wie.',
    other:
      'In dieser Demo läuft kein Modell, deshalb kann ich nur sagen, was vorher geschrieben wurde. Oben stehen die Schritte des Rundgangs.',
  },
}
