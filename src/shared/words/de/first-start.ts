import type { firstStart as english } from '../en/first-start.ts'
import type { Words } from '../words.ts'

export const firstStart: Words<typeof english> = {
  welcome: 'Willkommen bei Hearth',
  missing: 'Hearth spricht durch Ollama, auf diesem Computer. Das fehlt noch:',
  start: 'Ollama starten',
  starting: 'Ollama wird gestartet …',
  install: 'So installierst du es, in einem Terminal:',
  model: 'Ein Modell für diesen Computer',
  why: {
    roomy:
      'Es ist das beste, das Hearth kennt, und dieser Computer hat Platz dafür: {{memory}} Arbeitsspeicher.',
    memory: 'Es ist das größte, das von {{memory}} Arbeitsspeicher genug für alles andere lässt.',
    processor_one:
      'Ein größeres würde passen, aber langsam antworten: Dieser Computer hat einen einzigen Prozessor.',
    processor_other:
      'Ein größeres würde passen, aber langsam antworten: Dieser Computer hat {{count, number}} Prozessoren.',
    tight:
      'Es ist das kleinste, das für dich handeln kann. Mit {{memory}} Arbeitsspeicher ist auch dieses knapp.',
  },
  takes: '{{download}} Download, etwa {{memory}} Arbeitsspeicher, während es antwortet',
  download: '{{name}} herunterladen',
  others: 'Andere Modelle',
  notBegun: 'Der Download hat nicht angefangen',
  getModel: 'Ein Modell holen',
  skip: 'Jetzt nicht',
  skipped: 'Befehle mit Schrägstrich, Suche, Gedächtnis und Export gehen ohne Modell.',
  again: 'Zeig mir, wie',
}
