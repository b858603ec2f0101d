import type { Forgotten, RememberedFact } from '../../shared/context.ts'
import type { Translate } from '../../shared/words/language.ts'

/** What a status means, where it is not simply remembered. */
export function statusWords({ status }: RememberedFact, t: Translate): string | null {
  if (status === 'kept') return null
  return t(status === 'superseded' ? 'memory:replaced' : `memory:statuses.${status}`)
}

/** A value as one reads it: a text as it is, anything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Who it is from: `said outright`, `learned, 92 % sure`. */
export function originWords({ origin, confidence }: RememberedFact, t: Translate): string {
  if (origin !== 'learned' || confidence === null) return t(`memory:origins.${origin}`)
  return t('memory:origins.learnedSure', { percent: Math.round(confidence * 100) })
}

/** `never`, `today`, `yesterday`, `3 Mar`, `3 Mar 2029`, by the calendar of this computer. */
export function dayWords(iso: string | null, now: Date, t: Translate): string {
  if (iso === null) return t('memory:days.never')
  const date = new Date(iso)
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  // A clock that was set back leaves dates in the future.
  if (date.toDateString() === now.toDateString() || date > now) return t('memory:days.today')
  if (date.toDateString() === yesterday.toDateString()) return t('memory:days.yesterday')
  const isThisYear = date.getFullYear() === now.getFullYear()
  return t(isThisYear ? 'memory:days.thisYear' : 'memory:days.other', { date })
}

/** What is said of copies that still hold what was forgotten; null where nothing is to be said. */
export function heldWords({ snapshots }: Pick<Forgotten, 'snapshots'>, t: Translate): string | null {
  if (snapshots === undefined || snapshots?.count === 0) return null
  if (snapshots === null) return t('memory:forget.server')
  const { count, newer } = snapshots
  return t('memory:forget.held', { count, made: t('memory:forget.made', { count: newer }) })
}

/** What a person typed for a value: a text stays one, anything else is read as JSON. Null where it is none. */
export function readValue(text: string, before: unknown): { readonly value: unknown } | null {
  if (typeof before === 'string') return { value: text }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Kept is what was proposed, or was said to be outdated. */
export function canKeep({ status }: RememberedFact): boolean {
  return status === 'proposed' || status === 'outdated'
}
