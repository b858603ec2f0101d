/** Markdown that was written in a message, with its last fence closed: else all that follows would be code. */
export function closed(text: string): string {
  let open: string | null = null
  for (const found of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    const [, fence = '', rest = ''] = found
    if (open === null) {
      if (!(fence.startsWith('`') && rest.includes('`'))) open = fence
    } else if (fence[0] === open[0] && fence.length >= open.length && rest.trim() === '') open = null
  }
  return open === null ? text : `${text}\n${open}`
}

/** Text as it is, between fences that are longer than any in it. */
export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}\n${text}\n${fence}`
}

export function code(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, ' ')
  const fence = '`'.repeat(longestRun(oneLine) + 1)
  const pad = oneLine.startsWith('`') || oneLine.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${oneLine}${pad}${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

/** A name or a sentence in one line, whose signs mean nothing to Markdown. */
export function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`)
}

export function quoted(text: string): string {
  return closed(text)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

export function when(time: string): string {
  return time.slice(0, 16).replace('T', ' ')
}
