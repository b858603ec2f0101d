import { readAtom } from './atoms.ts'
import { readTable } from './environments.ts'
import { row, type Mathml } from './mathml.ts'
import type { Reader } from './reader.ts'
import { createScanner } from './scanner.ts'
import { readScripts } from './scripts.ts'

/** UTF-16 units; a longer formula is shown as it was written. */
const longest = 8_000
/** Braces in braces. */
const deepest = 40

/**
 * A formula in TeX as MathML; null where something in it is not known or not closed, for it to be shown as it was
 * written: half a formula would say something else.
 */
export function readTex(source: string): Mathml | null {
  if (source.length > longest) return null
  const scanner = createScanner(source)
  let failed = false
  let depth = 0

  const reader: Reader = {
    ...scanner,
    until(ends) {
      depth += 1
      if (depth > deepest) reader.fail()
      const parts: Mathml[] = []
      for (;;) {
        const token = scanner.peek()
        if (token === null || ends(token)) break
        parts.push(readScripts(reader, readAtom(reader, parts.at(-1) ?? null)))
      }
      depth -= 1
      return parts
    },
    argument() {
      if (scanner.peek() !== '{') return readAtom(reader, null, true).part
      scanner.take()
      const inside = reader.until((token) => token === '}')
      if (scanner.take() === null) reader.fail()
      return row(inside)
    },
    fail() {
      failed = true
      scanner.leave()
    },
  }

  const whole = readTable(reader, 'lines')
  return failed || scanner.peek() !== null ? null : whole
}
