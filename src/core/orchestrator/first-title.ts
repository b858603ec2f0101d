const longest = 48

/** A first title: the beginning of the first message, without Markdown's marks, cut between words. */
export function firstTitle(text: string): string {
  const line = text
    .slice(0, 2_000)
    .split('\n')
    .map(plain)
    .find((candidate) => candidate !== '')
  if (line === undefined) return 'New chat'
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment)
  if (characters.length <= longest) return line
  const cut = characters.slice(0, longest).join('')
  const lastSpace = cut.lastIndexOf(' ')
  return `${cut.slice(0, lastSpace > longest / 2 ? lastSpace : cut.length).trimEnd()}…`
}

function plain(line: string): string {
  return line
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/, '')
    .replaceAll(/[`*_~]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
