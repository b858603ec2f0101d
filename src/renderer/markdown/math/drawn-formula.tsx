import 'temml/dist/Temml-Local.css'
import './formula.css'
import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import { AsWritten } from './as-written.tsx'
import { readTex } from './read-tex.ts'
import type { FormulaProps } from './formula.tsx'

/** A formula, drawn by Chromium's own MathML. */
export function DrawnFormula({ text, raw, display }: FormulaProps): ReactNode {
  const math = useMemo(() => readTex(text, display), [text, display])
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => place.current?.replaceChildren(...(math ? [math] : [])), [math])
  if (!math) return <AsWritten raw={raw} display={display} />
  return <span className={display ? 'md-formula' : undefined} ref={place} />
}
