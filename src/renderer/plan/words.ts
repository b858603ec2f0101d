import type { Risk, Undoable } from '../../shared/risk.ts'
import type { en } from '../../shared/words/en.ts'
import type { Translate } from '../../shared/words/language.ts'

/** The colour of a risk: amber asks, red destroys. */
export const riskLooks: Readonly<Record<Risk, string>> = {
  read: 'bg-sunk text-ink-2',
  change: 'bg-warn-soft text-warn',
  destructive: 'bg-bad-soft text-bad',
}

/** The colour of whether it can be taken back: green can. */
export const undoLooks: Readonly<Record<Undoable, string>> = {
  yes: 'bg-good-soft text-good',
  partly: 'bg-warn-soft text-warn',
  no: 'bg-sunk text-ink-2',
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[], t: Translate): string {
  const last = names.at(-1) ?? ''
  if (names.length < 2) return last
  return t('plan:and', { names: names.slice(0, -1).join(t('plan:comma')), last })
}

/** A name of code for people: `maxResults` and `max_results` become `Max results`. */
export function spoken(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type ArgumentName = keyof (typeof en)['plan']['arguments']

/** Arguments that have a word, in the order in which they are read. */
const argumentNames: readonly ArgumentName[] = [
  'path',
  'from',
  'to',
  'target',
  'url',
  'command',
  'shell',
  'query',
  'sql',
  'text',
  'old',
  'new',
  'content',
  'at',
  'type',
  'folder',
  'where',
  'conversationId',
  'start',
  'length',
  'seconds',
  'replace',
]

/** Where an action has a word of its own. */
const ownNames = [
  'export_conversations.path',
  'forget.text',
  'list_files.start',
  'remember.text',
  'remember.type',
  'remind.text',
  'run_command.folder',
  'search_files.text',
  'search_files.folder',
] as const

/** What an argument of an action is called in a field; one that has no word here by its name. */
export function argumentWord(action: string, name: string, t: Translate): string {
  const own = ownNames.find((one) => one === `${action}.${name}`)
  if (own !== undefined) return t(`plan:own.${own}`)
  const known = argumentNames.find((one) => one === name)
  return known === undefined ? spoken(name) : t(`plan:arguments.${known}`)
}

/** The names of arguments as they are read, and not as they are stored; those without a word last. */
export function argumentOrder(names: readonly string[]): string[] {
  const order: readonly string[] = argumentNames
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return names.toSorted((one, other) => place(one) - place(other))
}

const minuteMs = 60_000

/** Whether the time in which a plan could be answered is over. */
export function isExpired(expiresAt: string | undefined, now: number): boolean {
  return expiresAt !== undefined && new Date(expiresAt).getTime() <= now
}

/** How long a plan still waits, in words: `expires in 23 h`. */
export function expiryWords(expiresAt: string | undefined, now: number, t: Translate): string | null {
  if (expiresAt === undefined) return null
  const minutes = Math.ceil((new Date(expiresAt).getTime() - now) / minuteMs)
  if (minutes <= 0) return t('plan:expired')
  return minutes < 90
    ? t('plan:expiresInMinutes', { minutes })
    : t('plan:expiresInHours', { hours: Math.round(minutes / 60) })
}
