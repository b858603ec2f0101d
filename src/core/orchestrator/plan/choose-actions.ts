import { followOf } from '../intent/recent.ts'
import { plainWords } from '../intent/plain-words.ts'
import { subjects as allSubjects, type Subject } from '../intent/subject-words.ts'
import { readSubjects, type Subjects } from '../intent/subjects.ts'

/** A message, and what came before it. */
export interface Asking {
  readonly text: string
  /** What was said before, oldest first, without notes on plans. */
  readonly recent: readonly { readonly role: string; readonly content: string }[]
  /** Names of the actions of the plans that were made lately. */
  readonly used: readonly string[]
  /** It goes on from what those have done. */
  readonly goesOn: boolean
}

const groups: Readonly<Record<Subject, readonly string[]>> = {
  looking: ['list_files', 'read_file', 'search_files'],
  changing: ['write_file', 'edit_file', 'move_file', 'copy_file', 'delete_file'],
  commands: ['run_command'],
  web: ['fetch_page'],
  clipboard: ['read_clipboard', 'write_clipboard'],
  opening: ['open'],
  memory: ['remember', 'forget', 'search_conversations'],
  history: ['search_conversations', 'export_conversations', 'query_history'],
  reminders: ['remind'],
}
/** What is in two groups is of the later one. */
const grouped: ReadonlyMap<string, Subject> = new Map(
  allSubjects.flatMap((subject) => groups[subject].map((name) => [name, subject] as const)),
)

/** What is wanted besides, often enough. */
const companions: Readonly<Record<Subject, readonly Subject[]>> = {
  looking: ['commands', 'opening'],
  changing: ['looking', 'commands', 'opening'],
  commands: ['looking'],
  web: ['opening'],
  clipboard: [],
  opening: [],
  memory: ['reminders'],
  history: [],
  reminders: [],
}

/** A message that points to what was said before is shorter, in words. */
const longestPointer = 12
const pointing: ReadonlySet<string> = new Set(
  `it its that this them those these one ones same again too also other rest both instead either now
  es das sie ihn dies nochmal auch stattdessen beide jetzt andere anderen`.split(/\s+/u),
)

/**
 * The actions that a message is offered, of those that are possible: what its words name and what goes with that. Where
 * they name nothing, or in a language that has no words here, all: one that is needed and not offered is the worse mistake.
 * What belongs to no group is always offered. The same input gives the same result.
 */
export function chooseActions<A>(asking: Asking, possible: ReadonlyMap<string, A>): ReadonlyMap<string, A> {
  const wanted = wantedSubjects(asking)
  if (wanted === null) return possible
  const names = new Set([...wanted].flatMap((subject) => groups[subject]))
  return new Map([...possible].filter(([name]) => !grouped.has(name) || names.has(name)))
}

/** Null where nothing can be left out. */
function wantedSubjects({ text, recent, used, goesOn }: Asking): ReadonlySet<Subject> | null {
  const own = readSubjects(text)
  const follow = followOf(plainWords(text.slice(0, 200)))
  if (follow === null && !own.known) return null
  const isShort = own.words.length <= longestPointer
  const points = goesOn || follow !== null || own.words.some((word) => pointing.has(word))
  const before = points ? lately(recent, used) : new Set<Subject>()
  const names = own.named.size > 0
  if (!names && (!isShort || before.size === 0 || (goesOn && follow === null))) return null
  const wanted = new Set([...named(own), ...before, ...hinted(own)])
  // «Put it there»: not where it was.
  if (!names && follow === null && own.changes) add(wanted, 'changing')
  return wanted
}

function named({ named: subjects, changes }: Pick<Subjects, 'named' | 'changes'>): ReadonlySet<Subject> {
  const wanted = new Set<Subject>()
  for (const subject of subjects) add(wanted, subject)
  if (changes && (['looking', 'commands'] as const).some((subject) => subjects.has(subject)))
    add(wanted, 'changing')
  return wanted
}

function hinted({ hinted: subjects, changes }: Subjects): ReadonlySet<Subject> {
  const wanted = new Set(subjects)
  if (subjects.has('changing') || (subjects.has('looking') && changes)) add(wanted, 'changing')
  return wanted
}

/** What the plans and the words of the last moments were about. */
function lately(recent: Asking['recent'], used: readonly string[]): ReadonlySet<Subject> {
  const found = new Set<Subject>()
  for (const name of used) {
    const subject = grouped.get(name)
    // Who has looked may want to change what was found.
    if (subject !== undefined) add(found, subject === 'looking' ? 'changing' : subject)
  }
  const answer = recent.at(-1)?.role === 'assistant' ? recent.slice(-1) : []
  for (const { content } of [...recent.filter(({ role }) => role === 'user').slice(-2), ...answer])
    for (const subject of named({ named: readSubjects(content.slice(-600)).named, changes: true }))
      found.add(subject)
  return found
}

function add(wanted: Set<Subject>, subject: Subject): void {
  for (const one of [subject, ...companions[subject]]) wanted.add(one)
}
