/**
 * Text that Postgres can hold: it refuses NUL, and lone surrogates would silently become U+FFFD on the way. Both
 * become U+FFFD here, so that what is shown is what is stored.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** The same for every string in a value of JSON, keys included. */
export function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storableJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), storableJson(item)]),
  )
}

/** Whether a value ends within so many levels; one that contains itself does not. */
export function endsWithin(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((item) => endsWithin(levels - 1, item))
}

/** Length in UTF-8 bytes. Lone surrogates count three, as the replacement character does. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
