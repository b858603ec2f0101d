import { createElement, memo, useMemo, type ReactNode } from 'react'
import type { Mathml } from './mathml.ts'
import { readTex } from './read-tex.ts'

interface FormulaProps {
  /** In TeX. */
  readonly text: string
  /** As it was written, with its marks: shown where it cannot be drawn. */
  readonly raw: string
  readonly display: boolean
}

/** A formula, drawn by the engine's own MathML. */
export const Formula = memo(function Formula({ text, raw, display }: FormulaProps): ReactNode {
  const tree = useMemo(() => readTex(text), [text])
  if (!tree) return <code className={display ? 'md-formula' : undefined}>{raw.trim()}</code>
  const formula = createElement('math', { dir: 'ltr', display: display ? 'block' : undefined }, draw(tree, 0))
  return display ? <span className="md-formula">{formula}</span> : formula
})

function draw({ tag, attributes, children }: Mathml, key: number): ReactNode {
  const { class: className, ...others } = attributes
  return createElement(
    tag,
    { ...others, className, key },
    ...children.map((child, index) => (typeof child === 'string' ? child : draw(child, index))),
  )
}
