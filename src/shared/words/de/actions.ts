import type { actions as english } from '../en/actions.ts'
import type { Words } from '../words.ts'

export const actions: Words<typeof english> = {
  titles: {
    list_files: {
      granted: 'Auflisten, was im freigegebenen Ordner ist.',
      one: 'Auflisten, was in {{folder}} ist.',
    },
    read_file: { one: '{{path}} lesen.' },
    search_files: {
      granted: 'Im freigegebenen Ordner nach „{{text}}“ suchen.',
      one: 'In {{folder}} nach „{{text}}“ suchen.',
    },
    write_file: {
      replaceOne: 'Was in {{path}} steht, durch ein Zeichen ersetzen.',
      replace: 'Was in {{path}} steht, durch {{size, number}} Zeichen ersetzen.',
      newOne: 'Eine neue Datei {{path}} mit einem Zeichen schreiben.',
      new: 'Eine neue Datei {{path}} mit {{size, number}} Zeichen schreiben.',
    },
    edit_file: { one: 'Eine Stelle in {{path}} ändern.' },
    move_file: {
      replace: '{{from}} nach {{to}} verschieben, anstelle dessen, was dort ist.',
      one: '{{from}} nach {{to}} verschieben.',
    },
    copy_file: {
      replace: '{{from}} nach {{to}} kopieren, anstelle dessen, was dort ist.',
      one: '{{from}} nach {{to}} kopieren.',
    },
    delete_file: { one: '{{path}} löschen.' },
    run_command: { one: 'Ausführen: {{command}}' },
    fetch_page: { one: 'Die Seite {{url}} abrufen.' },
    read_clipboard: { one: 'Die Zwischenablage lesen.' },
    write_clipboard: {
      single: 'Ein Zeichen in die Zwischenablage legen.',
      one: '{{size, number}} Zeichen in die Zwischenablage legen.',
    },
    open: { one: '{{target}} öffnen.' },
    remember: { one: 'Merken: {{text}}' },
    forget: { one: 'Vergessen, was gemerkt ist von: {{text}}' },
    search_conversations: { one: 'In deinen Gesprächen nach „{{text}}“ suchen.' },
    export_conversations: {
      allNew: 'Alle Gespräche in eine neue Datei exportieren.',
      all: 'Alle Gespräche nach {{path}} exportieren.',
      oneNew: 'Ein Gespräch in eine neue Datei exportieren.',
      one: 'Ein Gespräch nach {{path}} exportieren.',
    },
    query_history: { one: 'Deinen Verlauf fragen: {{sql}}' },
  },
  steps: '{{steps, number}} Schritte: {{titles}}',
  stepsMore: '{{steps, number}} Schritte: {{titles}} … und {{more, number}} weitere',

  commands: {
    remember: 'merkt sich etwas über dich oder deine Arbeit',
    forget: 'vergisst etwas, das es sich gemerkt hat',
    search: 'durchsucht deine Gespräche',
    export: 'schreibt deine Gespräche in eine Datei',
    run: 'führt einen Befehl in einem Ordner aus, den du freigegeben hast',
    open: 'öffnet eine Datei, einen Ordner oder eine Adresse',
    files: 'listet auf, was in einem Ordner ist',
    help: 'listet diese Befehle auf',
  },
  takes: {
    remember: 'text',
    forget: 'text',
    search: 'wörter',
    export: '[datei]',
    run: 'befehl',
    open: 'datei|adresse',
    files: '[ordner]',
  },
}
