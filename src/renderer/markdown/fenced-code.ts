import { closesFence, fenceOf } from './line.ts'

export interface FencedCode {
  readonly code: string
  /** What stands after the opening fence. */
  readonly info: string
}

/** The code of a fenced block without its fences. While it is `open`, what may become its closing fence is left out. */
export function codeOf(text: string, open: boolean): FencedCode {
  const firstEnd = text.indexOf('\n')
  const fence = fenceOf((firstEnd === -1 ? text : text.slice(0, firstEnd)).replace(/\r$/, ''))
  if (!fence) return { code: text, info: '' }
  if (firstEnd === -1) return { code: '', info: fence.info }
  const code = text.slice(firstEnd + 1, codeEnd(text, firstEnd + 1, open))
  const clean = code.includes('\r') ? code.replaceAll('\r\n', '\n') : code
  const indented = fence.indent > 0 ? clean.replace(new RegExp(`^ {1,${fence.indent}}`, 'gm'), '') : clean
  return { code: indented, info: fence.info }

  function codeEnd(whole: string, from: number, unfinished: boolean): number {
    const end = whole.endsWith('\n') && !unfinished ? whole.length - 1 : whole.length
    const lastStart = Math.max(from, whole.lastIndexOf('\n', end - 1) + 1)
    const last = whole.slice(lastStart, Math.min(end, lastStart + 1_000)).replace(/\r$/, '')
    const closes = fence !== null && closesFence(last, fence)
    const mayClose = unfinished && /^ {0,3}(?:`+|~+)$/.test(last)
    return closes || mayClose ? lastStart : whole.length
  }
}
