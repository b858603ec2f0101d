import { createHash } from 'node:crypto'
import type { Forgetting, RememberedFact } from '../../shared/context.ts'
import { AppError } from '../../shared/errors.ts'
import type { Message } from '../../shared/message.ts'
import type { Database } from '../database/database.ts'
import { everyFact, factsOf, factsUnder, removeFacts, settleKeys } from '../database/queries/facts.ts'
import { addForgotten, holdFacts, type ForgottenHash } from '../database/queries/forgotten.ts'
import type { Room } from '../orchestrator/room.ts'
import { forgetInJournals } from './forget-journals.ts'
import { wordsHash } from './forgotten-hash.ts'
import { keyWords, normalizeWords } from './key.ts'
import { keysOf } from './newer.ts'
import { showValue } from './show-value.ts'

/**
 * What somebody means who has something forgotten: it, and the older values that other conversations have of it, which
 * would be remembered in its place otherwise. By conversation it is that one's and no other's. With `wholeKey` all that
 * there is under its key.
 */
export async function toBeForgotten(
  db: Database,
  what: Forgetting,
  { wholeKey = false }: { readonly wholeKey?: boolean } = {},
): Promise<RememberedFact[]> {
  const named = await matching(db, what)
  if (what.kind === 'conversation' || what.kind === 'all') return named
  const current = wholeKey ? named : named.filter(({ status }) => status === 'kept' || status === 'outdated')
  const keys = current.flatMap(({ key }) => (wholeKey ? keysOf(key) : [key]))
  const alike = await factsUnder(db, [...new Set(keys)])
  const older = wholeKey ? alike : alike.filter(({ status }) => status === 'superseded')
  const known = new Set(named.map(({ id }) => id))
  return [...named, ...older.filter(({ id }) => !known.has(id))]
}

async function matching(db: Database, what: Forgetting): Promise<RememberedFact[]> {
  switch (what.kind) {
    case 'ids':
      return factsOf(db, what.ids)
    case 'type':
      return everyFact(db, { types: [what.type] })
    case 'conversation':
      return everyFact(db, { conversationId: what.conversationId })
    case 'search':
      return (await everyFact(db, {})).filter((fact) => speaksOf(fact, what.text))
    case 'all':
      return everyFact(db, {})
  }
}

/** Shorter words stand in many others: «go» is in «google». */
const shortest = 4
/** They say what it is that follows, or went before, and need not be in the fact. */
const kinds = [
  /^(?:about |of )?(?:the )?(?:project|company|customer|client|product|team) (?=\S)/iu,
  /^(?:(?:das|dem|die|der|den) )?(?:projekt|firma|unternehmen|kunde|kundin|produkt|team) (?=\S)/iu,
  /^(?:项目|公司|客户|产品|团队)\s*(?=[^\p{sc=Han}\s])|(?<=[^\p{sc=Han}\s])\s*(?:项目|公司|客户|产品|团队)$/u,
]
/** In German they change with the sentence: «meinen Job» is said of «mein Job ist …». */
const endings = /^(?:ich|wir|mir|mich|uns|der|die|das|dem|den|des|(?:ein|mein|unser)(?:e|en|em|er|es)?)$/u

/**
 * Whether each of the words is a word of the fact or of what it was before, as it is written or in the form that keys
 * have, or the beginning of one. Scripts without spaces have no words. Not for the database to say: on a server it may know no capitals but those
 * of English.
 */
function speaksOf({ key, value, evidence, history }: RememberedFact, text: string): boolean {
  const words = kinds.reduce((rest, kind) => rest.replace(kind, ''), text.trim())
  const values = [value, ...history.map((earlier) => earlier.value)].map(showValue)
  const said = [key.replaceAll('_', ' '), ...values, evidence ?? ''].join('\n')
  return [plainWords, keyWords].some((read) => holds(said.split('\n').flatMap(read), wanted(read(words))))
}

function plainWords(text: string): string[] {
  return normalizeWords(text).split(' ').filter(Boolean)
}

function wanted(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !endings.test(word))
  return telling.length > 0 ? telling : words
}

function holds(said: readonly string[], words: readonly string[]): boolean {
  if (words.length === 0) return false
  const all = said.join(' ')
  return words.every((word) => {
    if (!/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{N}]+$/u.test(word))
      return all.includes(word)
    return said.some((one) => one === word || (word.length >= shortest && one.startsWith(word)))
  })
}

/** SHA-256 over which facts they are and when each was last changed, whatever their order. */
export function factsDigest(facts: readonly Pick<RememberedFact, 'id' | 'updatedAt'>[]): string {
  const lines = facts.map(({ id, updatedAt }) => `${id} ${updatedAt}`).toSorted()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

export function changedMeanwhile(): AppError {
  const sentence =
    'Nothing was forgotten: what it takes came or changed since it was shown. Look at it again.'
  return new AppError('changed', sentence)
}

/**
 * Deletes facts and keeps hashes of the words that they rested on, so that they are not learned again. `block`: hashes
 * besides. `settle`: what older conversations have under their keys is kept again. `exactly`: throws `changed` where they
 * are not all there as they were read. Returns how many were there, and the messages of runs in which they stand no more.
 */
export async function forgetAll(
  { db, clock }: Pick<Room, 'db' | 'clock'>,
  facts: readonly RememberedFact[],
  {
    block = [],
    settle = false,
    exactly = false,
  }: {
    readonly block?: readonly ForgottenHash[]
    readonly settle?: boolean
    readonly exactly?: boolean
  },
): Promise<{ readonly count: number; readonly changed: readonly Message[] }> {
  // Who says no to what it says now has not said so of what it was.
  const words = facts.flatMap(({ evidence, value, history }) =>
    [evidence ?? showValue(value), ...(settle ? [] : history.map((earlier) => showValue(earlier.value)))].map(
      wordsHash,
    ),
  )
  return db.transaction(async (tx) => {
    const ids = facts.map(({ id }) => id)
    if (exactly && factsDigest(await holdFacts(tx, ids)) !== factsDigest(facts)) throw changedMeanwhile()
    const count = await removeFacts(tx, ids)
    await addForgotten(tx, [...words, ...block], clock.now())
    if (settle) await settleKeys(tx, [...new Set(facts.map(({ key }) => key))])
    return { count, changed: await forgetInJournals(tx, facts) }
  })
}
