import type { ContextStatus, ContextType, RememberedFact } from '../../shared/context.ts'

export const typeNames: Readonly<Record<ContextType, string>> = {
  domain: 'Domain',
  preference: 'Preference',
  project: 'Project',
  technology: 'Technology',
}

export const statusNames: Readonly<Record<ContextStatus, string>> = {
  proposed: 'Proposed',
  kept: 'Kept',
  superseded: 'Replaced',
  outdated: 'Outdated',
}

/** What a status means, where it is not simply remembered. */
export const statusWords: Readonly<Record<ContextStatus, string | null>> = {
  proposed: 'Proposed',
  kept: null,
  superseded: 'Replaced by a newer value',
  outdated: 'Outdated',
}

/** A value as one reads it: a text as it is, anything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Who it is from: `said outright`, `learned, 92 % sure`. */
export function originWords({ origin, confidence }: RememberedFact): string {
  switch (origin) {
    case 'said':
      return 'said outright'
    case 'learned':
      return confidence === null ? 'learned' : `learned, ${Math.round(confidence * 100)} % sure`
    case 'edited':
      return 'written here'
    case 'imported':
      return 'imported'
  }
}

/** `never`, `today`, `yesterday`, `3 Mar`, `3 Mar 2029`, by the calendar of this computer. */
export function dayWords(iso: string | null, now: Date, locale?: string): string {
  if (iso === null) return 'never'
  const date = new Date(iso)
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  // A clock that was set back leaves dates in the future.
  if (date.toDateString() === now.toDateString() || date > now) return 'today'
  if (date.toDateString() === yesterday.toDateString()) return 'yesterday'
  const isThisYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })
}

/** `once`, `3 times`. */
export function timesWords(count: number): string {
  return count === 1 ? 'once' : `${count} times`
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
