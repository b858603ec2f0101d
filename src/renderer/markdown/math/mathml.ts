/** An element of MathML, which the window's engine draws by itself. */
export interface Mathml {
  readonly tag: MathmlTag
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Mathml | string)[]
}

/** All that is ever drawn: what a model writes chooses among these. */
export type MathmlTag =
  | 'mfrac'
  | 'mi'
  | 'mn'
  | 'mo'
  | 'mover'
  | 'mphantom'
  | 'mroot'
  | 'mrow'
  | 'mspace'
  | 'msqrt'
  | 'mstyle'
  | 'msub'
  | 'msubsup'
  | 'msup'
  | 'mtable'
  | 'mtd'
  | 'mtext'
  | 'mtr'
  | 'munder'
  | 'munderover'

type Attributes = Mathml['attributes']

export function element(tag: MathmlTag, children: readonly (Mathml | string)[], attributes: Attributes = {}) {
  return { tag, attributes, children } satisfies Mathml
}

/** Several as one; one alone stays as it is. */
export function row(children: readonly Mathml[]): Mathml {
  const [only] = children
  return only && children.length === 1 ? only : element('mrow', children)
}

export function operator(text: string, attributes: Attributes = {}): Mathml {
  return element('mo', [text], attributes)
}

/** A letter or a name that stands upright. */
export function upright(text: string): Mathml {
  return element('mi', [text], { mathvariant: 'normal' })
}

/** Words within a formula. Their spaces at the ends count. */
export function words(text: string): Mathml {
  return element('mtext', [text.replace(/^ +| +$/g, (spaces) => '\u{A0}'.repeat(spaces.length))])
}

/** So many em of space; less than none draws together. */
export function space(width: number): Mathml {
  return element('mspace', [], { width: `${width}em` })
}

/** The signs of a part, in order. */
export function textOf({ children }: Mathml): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
