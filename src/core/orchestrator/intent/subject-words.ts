/** What there are actions for. `changing`: files, in another way than by looking. `opening`: on the person's screen. */
export const subjects = [
  'looking',
  'changing',
  'commands',
  'web',
  'clipboard',
  'opening',
  'memory',
  'history',
  'reminders',
] as const
export type Subject = (typeof subjects)[number]

/** Words that name a subject, by themselves. In English, and in German where they are plain. */
export const naming: Readonly<Partial<Record<Subject, string>>> = {
  looking: `
    file folder subfolder directory document doc readme spreadsheet csv pdf txt json yaml xml html zip screenshot src
    codebase repo repository downloads notes notebook log config trash
    datei dateien ordner unterordner ordners verzeichnis dokument dokumente notizen tabelle papierkorb`,
  commands: `
    run execute command cmd terminal shell bash zsh powershell sudo npm npx pnpm yarn node python python3 pip pip3 git
    commit rebase docker kubectl cargo cmake gradle brew apt apt-get systemctl curl wget grep sed awk chmod chown ssh rm
    ls cd mv cp dd kill killall psql sqlite compile eslint lint linter install uninstall cpu ram gpu uptime shutdown
    reboot hostname clone internet
    führe ausführen befehl kommando installiere installier`,
  web: `url website webpage web internet online browser homepage http https wikipedia webseite webseiten`,
  clipboard: `clipboard pasteboard copied paste pasting zwischenablage kopiert kopierte einfügen`,
  memory: `
    remember remembered remembering forget forgot memory memorise memorize
    merk merke merken gemerkt vergiss vergessen gedächtnis`,
  history: `
    conversation chat history talked discussed transcript
    gespräch gespräche gesprächen unterhaltung unterhaltungen chatverlauf verlauf gesprochen geredet`,
  reminders: `remind reminder alarm timer erinnere erinner erinnern erinnerung weck wecke wecker`,
}

/** Words that may speak of a subject, and of much else: it is offered besides, and nothing is left out for them. */
export const hinting: Readonly<Partial<Record<Subject, string>>> = {
  looking: `
    list text line content image photo picture video script source code project path drive disk usb bin archive todo
    backup draft bild bilder foto fotos skript`,
  changing: `
    save saved store write append insert draft dump keep download record note jot build generate develop design backup
    speichere speicher schreib schreibe erstelle lege notiere sichere`,
  commands: `
    start use check free space size count convert compress extract format measure computer laptop machine mac pc system
    battery program script version process build test package dependency server port branch restart network wifi tar
    rechner programm starte`,
  web: `page site article blog link news headline weather fetch download google post seite artikel nachrichten wetter netz lade`,
  clipboard: 'copy copying kopiere kopier',
  opening: `
    open launch bring show display reveal finder explorer manager editor viewer browser play view see mail email screen
    öffne öffnen zeige zeig`,
  memory: `note mind fact memo recall prefer preference birthday store save later learn always never notiere weißt behalte`,
  history: `
    said mentioned asked told spoke message discussion earlier previous sql query database statistic often
    gesagt erwähnt nachricht nachrichten`,
  reminders: `
    tomorrow tonight noon midnight morning evening afternoon clock am pm monday tuesday wednesday thursday friday
    saturday sunday hour minute week month later ping nudge alert notify daily weekly meeting due wake appointment
    calendar schedule
    morgen heute abend mittag uhr minute minuten stunde stunden woche montag dienstag mittwoch donnerstag freitag
    samstag sonntag termin`,
}

export const namingPhrases: readonly (readonly [Subject, RegExp])[] = [
  ['commands', /`[^`]+`|(?:^|\s)--?[a-z][\w-]*/iu],
  ['web', /\bhttps?:|\bwww\.|\b[\w-]+\.(?:com|org|net|io|dev|edu|gov|example)\b/iu],
  ['clipboard', /\bclip board\b/iu],
  [
    'memory',
    /\b(?:keep|bear) in mind\b|\b(?:note|fact) that\b|\babout me\b|\bfrom now on\b|\bremind yourself\b/iu,
  ],
  [
    'history',
    /\b(?:we|i|you) (?:ever |have |once |had )?(?:said|spoke|talked|mentioned|discussed|wrote|told|ask|asked)\b/iu,
  ],
  ['reminders', /\b(?:tell|ping|nudge|alert|notify|wake|poke) me\b.*\b(?:in|at|when|tomorrow|on)\b/iu],
]

/** What is to be done stands somewhere else, or may be anything. */
export const openEnded =
  /\b(?:instructions?|do (?:what|whatever|everything|all)|follow|tasks?|to-?do list|checklist|steps|act on|carry out|accordingly|automat\w*|workflow|whatever|anything|anweisung\w*|aufgaben?)\b/iu

/** Words by which German is told from what we have no words for. */
export const germanWords: ReadonlySet<string> = new Set(
  `der das und ist nicht bitte mir mich dir dich ein eine einen einem einer mein meine meinen dem den des für mit von zum
  zur auf aus nach bei über alle alles dass auch noch mal ich im ins lies lösche lösch zeig zeige öffne erstelle liste
  kopiere verschiebe benenne schreib schreibe speichere suche finde führe starte merk merke vergiss erinnere erinner jetzt`.split(
    /\s+/u,
  ),
)
