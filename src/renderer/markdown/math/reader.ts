import type { Mathml } from './mathml.ts'
import type { Scanner } from './scanner.ts'

/** What the parts of the reader of TeX are handed. */
export interface Reader extends Scanner {
  /** What comes until a token that ends it, which stays. */
  until(ends: (token: string) => boolean): Mathml[]
  /** An argument: what is between braces, else the one sign that comes next. */
  argument(): Mathml
  /** Something is written that is not known here, so that the formula is shown as it was written. */
  fail(): void
}

/** A part of a formula, before what stands at its right, above and below. */
export interface Atom {
  readonly part: Mathml
  /** Whether that stands above and below it. */
  readonly limits: boolean
}

export function atom(part: Mathml, limits = false): Atom {
  return { part, limits }
}
