/** A formula within a text. */
export interface MathToken {
  readonly type: 'math'
  /** With the marks around it. */
  readonly raw: string
  /** In TeX. */
  readonly text: string
  /** On a line of its own. */
  readonly display: boolean
}

interface Form {
  readonly pattern: RegExp
  readonly display: boolean
  /** A word in such brackets is one: they may have been escaped. */
  readonly wordsAlone: boolean
}

const forms: readonly Form[] = [
  { pattern: /^\$\$(?!\$)((?:[^$\\]|\\[\s\S])+)\$\$(?!\$)/, display: true, wordsAlone: true },
  { pattern: /^\\\[([\s\S]+?)\\\]/, display: true, wordsAlone: false },
  { pattern: /^\\\(([\s\S]+?)\\\)/, display: false, wordsAlone: true },
  {
    pattern: /^\$(?![\s$])((?:[^$\\\n]|\\[^\n])+)(?<!\s)\$(?![\p{L}\p{N}${])/u,
    display: false,
    wordsAlone: true,
  },
]

/** The formula that a text begins with; `before` is what stands before it. */
export function mathAt(text: string, before: string): MathToken | null {
  const isDollar = text.startsWith('$')
  if (!isDollar && !text.startsWith('\\[') && !text.startsWith('\\(')) return null
  // A price: US$5, or a sign that is meant as such: \$5
  if (isDollar && /[\p{L}\p{N}$\\]$/u.test(before)) return null
  for (const { pattern, display, wordsAlone } of forms) {
    const match = pattern.exec(text)
    const [raw = '', inside = ''] = match ?? []
    if (match && speaksOfMath(inside.trim(), wordsAlone))
      return { type: 'math', raw, text: inside.trim(), display }
  }
  return null
}

/** Where the first formula may begin; -1 where none does. */
export function mathStart(text: string): number {
  return text.search(/\$|\\[[(]/)
}

/** Rather a formula than prices (`$5 and 10$`) or what only looks like one. */
function speaksOfMath(text: string, wordsAlone: boolean): boolean {
  if (/[\\^_{}=<>+≤≥≠∈→]/.test(text)) return true
  if (!wordsAlone && /^[\p{L}\p{N}\s.,;:'’-]*$/u.test(text)) return false
  return /^\S{1,9}$/u.test(text) || !/\p{L}{2}|^\P{L}*$/u.test(text)
}

/** The same text with its formulas blotted out, so that no star or underscore in them stands for emphasis. */
export function withoutMath(text: string): string {
  let blotted = ''
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('$', at)
    if (next === -1) return blotted + text.slice(at)
    const found = mathAt(text.slice(next, next + longestInline), text.slice(0, next).slice(-1))
    blotted += text.slice(at, next) + (found ? 'a'.repeat(found.raw.length) : '$')
    at = next + (found?.raw.length ?? 1)
  }
  return blotted
}

const longestInline = 2_000

interface MathLine {
  /** What ends the formula. */
  readonly end: string
  /** Whether it ends on the same line. */
  readonly isWhole: boolean
}

/** Of a formula on lines of its own, the first; null where the line goes on as a sentence. */
export function mathLineOf(line: string): MathLine | null {
  const [begin, mark] = /^ {0,3}(\$\$|\\\[)(?!\$)/.exec(line) ?? []
  if (begin === undefined) return null
  const end = mark === '$$' ? '$$' : '\\]'
  const rest = line.slice(begin.length)
  const at = rest.indexOf(end)
  if (at === -1) return { end, isWhole: false }
  return isMark(rest.slice(at + end.length)) ? { end, isWhole: true } : null
}

/** Whether a line ends a formula. */
export function closesMath(line: string, end: string): boolean {
  const at = line.indexOf(end)
  return at !== -1 && isMark(line.slice(at + end.length))
}

/** Nothing, or what ends a sentence. */
function isMark(text: string): boolean {
  return /^\s*[.,;:]?\s*$/.test(text)
}

/** The formula of a block on lines of its own; null where the text is none. */
export function mathOfBlock(text: string): MathToken | null {
  const match = /^ {0,3}(?:\$\$([\s\S]*)\$\$|\\\[([\s\S]*)\\\])\s*([.,;:]?)\s*$/.exec(text)
  if (!match) return null
  const [, dollars, brackets, mark = ''] = match
  return { type: 'math', raw: text, text: `${(dollars ?? brackets ?? '').trim()}${mark}`, display: true }
}
