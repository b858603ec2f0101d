import { createHash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { forgottenOf, hasForgotten, type ForgottenHash } from '../database/queries/forgotten.ts'
import { normalizeKey, normalizeWords, withoutAccents } from './key.ts'

/** What stays of words that are forgotten: SHA-256 of them as they are compared. */
export function wordsHash(words: string): ForgottenHash {
  return { kind: 'words', hash: sha256(withoutAccents(normalizeWords(words))) }
}

/** The same of a key under which nothing is to be learned. */
export function keyHash(key: string): ForgottenHash {
  return { kind: 'key', hash: sha256(normalizeKey(key)) }
}

/** Whether somebody had this forgotten: a fact from any of these words, or anything under this key. */
export function isForgotten(
  db: Database,
  { words, key }: { readonly words: readonly string[]; readonly key: string },
): Promise<boolean> {
  return hasForgotten(db, [...words.map(wordsHash), keyHash(key)])
}

/** How many of these were forgotten, by their words or by their key. */
export async function countForgotten(
  db: Database,
  facts: readonly { readonly words: string; readonly key: string }[],
): Promise<number> {
  const hashes = facts.map(({ words, key }) => [wordsHash(words), keyHash(key)])
  const known = new Set((await forgottenOf(db, hashes.flat())).map(({ kind, hash }) => `${kind} ${hash}`))
  return hashes.filter((both) => both.some(({ kind, hash }) => known.has(`${kind} ${hash}`))).length
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
