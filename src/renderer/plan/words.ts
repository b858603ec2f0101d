import type { Risk, Undoable } from '../../shared/risk.ts'

/** A risk in one word, and its colour: amber asks, red destroys. */
export const riskWords: Readonly<Record<Risk, { readonly word: string; readonly look: string }>> = {
  read: { word: 'reads', look: 'bg-sunk text-ink-2' },
  change: { word: 'changes', look: 'bg-warn-soft text-warn' },
  destructive: { word: 'destroys', look: 'bg-bad-soft text-bad' },
}

/** Whether it can be taken back, and the colour of that: green can. */
export const undoWords: Readonly<Record<Undoable, { readonly word: string; readonly look: string }>> = {
  yes: { word: 'can be undone', look: 'bg-good-soft text-good' },
  partly: { word: 'can partly be undone', look: 'bg-warn-soft text-warn' },
  no: { word: 'cannot be undone', look: 'bg-sunk text-ink-2' },
}

/** `One action`, `4 actions`. */
export function countActions(count: number): string {
  return count === 1 ? 'One action' : `${count} actions`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** A name of code for people: `maxResults` and `max_results` become `Max results`. */
export function spoken(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Arguments as a person calls them, in the order in which they are read. */
const argumentWords: Readonly<Record<string, string>> = {
  path: 'Path',
  from: 'From',
  to: 'To',
  target: 'File, folder or address',
  url: 'Address',
  command: 'Command',
  shell: 'Run as one line by a shell',
  query: 'Look for',
  sql: 'Question in SQL',
  text: 'Text',
  old: 'Text to replace',
  new: 'Text to put there',
  content: 'Text',
  at: 'When',
  type: 'Kind',
  folder: 'Folder',
  where: 'Look in',
  conversationId: 'Only this conversation',
  start: 'First byte',
  length: 'Bytes at most',
  seconds: 'Seconds until it is ended',
  replace: 'Replace the file that is there',
}

/** Where an action has a word of its own. */
const ownWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  export_conversations: { path: 'New file' },
  forget: { text: 'Fact, or words of it' },
  list_files: { start: 'Names to leave out' },
  remember: { text: 'Fact', type: 'Kind of fact' },
  remind: { text: 'What to tell you' },
  run_command: { folder: 'Runs in' },
  search_files: { text: 'Look for', folder: 'In the folder' },
}

/** What an argument of an action is called in a field; one that has no word here by its name. */
export function argumentWord(action: string, name: string): string {
  const own = Object.hasOwn(ownWords, action) ? ownWords[action] : undefined
  const known = [own, argumentWords].find((words) => words && Object.hasOwn(words, name))
  return known?.[name] ?? spoken(name)
}

/** The names of arguments as they are read, and not as they are stored; those without a word last. */
export function argumentOrder(names: readonly string[]): string[] {
  const order = Object.keys(argumentWords)
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return names.toSorted((one, other) => place(one) - place(other))
}

const minuteMs = 60_000

/** How long a plan still waits, in words: `expires in 23 h`. */
export function expiryWords(expiresAt: string | undefined, now: number): string | null {
  if (expiresAt === undefined) return null
  const minutes = Math.ceil((new Date(expiresAt).getTime() - now) / minuteMs)
  if (minutes <= 0) return 'expired'
  return minutes < 90 ? `expires in ${minutes} min` : `expires in ${Math.round(minutes / 60)} h`
}
