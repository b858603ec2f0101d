/** The key under which a text is remembered: the same for what differs in case, spaces or the end of the sentence. */
export function factKey(text: string): string {
  const key = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[.!\s]+$/u, '')
    .trim()
  return Array.from(key).slice(0, 200).join('')
}
