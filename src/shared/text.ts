/**
 * Text that Postgres can hold: it refuses NUL, and lone surrogates would silently become U+FFFD on the way. Both
 * become U+FFFD here, so that what is shown is what is stored.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Length in UTF-8 bytes. Lone surrogates count three, as the replacement character does. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
