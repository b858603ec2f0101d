/** Characters of a path or an address that are read at a glance. */
const mostShown = 44
const headShown = 16

/** A text with its long paths and addresses cut in the middle: how they begin, and what they end in, stays. */
export function shortPaths(text: string): string {
  return text.replaceAll(/\S+/g, (word) => (isLongPath(word) ? shortened(word) : word))
}

function isLongPath(word: string): boolean {
  return word.length > mostShown && /[/\\].*[/\\]/.test(word)
}

function shortened(path: string): string {
  // Whose address it is always stays.
  const origin = /^\W*[a-z][a-z\d+.-]*:\/\/[^/]*\/?/i.exec(path)?.[0] ?? ''
  const head = origin || upToSeparator(path.slice(0, headShown))
  const tail = fromSeparator(path.slice(-(mostShown - Math.min(head.length, headShown))))
  return head.length + tail.length < path.length ? whole(`${head}…${tail}`) : path
}

function upToSeparator(head: string): string {
  const at = Math.max(head.lastIndexOf('/'), head.lastIndexOf('\\'))
  return at > 0 ? head.slice(0, at + 1) : head
}

/** With whole names, unless the last one alone is too long. */
function fromSeparator(tail: string): string {
  const at = tail.search(/[/\\]/)
  return at > -1 && at < tail.length - 2 ? tail.slice(at) : tail
}

/** Without halves of characters where it was cut. */
function whole(text: string): string {
  return text.replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
}
