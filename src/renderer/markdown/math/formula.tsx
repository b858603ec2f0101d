import { lazy, memo, Suspense, type ReactNode } from 'react'
import { AsWritten } from './as-written.tsx'

export interface FormulaProps {
  /** In TeX. */
  readonly text: string
  /** As it was written, with its marks: shown where it cannot be drawn. */
  readonly raw: string
  readonly display: boolean
}

/** What reads TeX is as large as the rest of the window, and most conversations never need it. */
const Drawn = lazy(async () => ({ default: (await import('./drawn-formula.tsx')).DrawnFormula }))

/** A formula; as it was written until it can be drawn. */
export const Formula = memo(function Formula(props: FormulaProps): ReactNode {
  return (
    <Suspense fallback={<AsWritten raw={props.raw} display={props.display} />}>
      <Drawn {...props} />
    </Suspense>
  )
})
