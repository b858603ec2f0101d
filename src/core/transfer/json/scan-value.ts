import { deepest, isSpace } from './parse-json.ts'

/** Looks for the end of a value in a text that comes piece by piece, without reading it. */
export interface Scan {
  /** The end of the value, or null when it is not there yet. Goes on at `from`. */
  on(text: string, from: number): number | null
  isTooDeep(): boolean
  /** Whether it may end where the text does: a number or a word. */
  mayEnd(): boolean
}

export function scanValue(): Scan {
  let depth = 0
  let inText = false
  /** The next sign has a backslash before it, in the piece before. */
  let escaped = false
  let scalar: boolean | null = null

  function throughText(text: string, from: number): number {
    let index = escaped ? from + 1 : from
    for (; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (code === 0x5c) index += 1
      else if (code === 0x22) {
        inText = false
        return index + 1
      }
    }
    escaped = index > text.length
    return text.length
  }

  /** A sign outside of a text. True where the value ends with it. */
  function sign(code: number): boolean {
    if (code === 0x22) {
      inText = true
      escaped = false
    } else if (code === 0x7b || code === 0x5b) depth += 1
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1
      return depth === 0
    }
    return false
  }

  return {
    on(text, from) {
      let index = from
      while (index < text.length && depth <= deepest) {
        if (inText) {
          index = throughText(text, index)
          if (!inText && depth === 0) return index
          continue
        }
        const code = text.charCodeAt(index)
        scalar ??= code !== 0x22 && code !== 0x7b && code !== 0x5b
        if (scalar && endsScalar(code)) return index
        index += 1
        if (!scalar && sign(code)) return index
      }
      return null
    },
    isTooDeep: () => depth > deepest,
    mayEnd: () => scalar === true,
  }
}

/** White space, a comma, a colon, or the end of what it stands in. */
function endsScalar(code: number): boolean {
  return isSpace(code) || code === 0x2c || code === 0x3a || code === 0x5d || code === 0x7d
}
