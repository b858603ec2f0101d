import type { ReactNode } from 'react'
import type { FormulaProps } from './formula.tsx'

/** A formula that is not drawn. */
export function AsWritten({ raw, display }: Pick<FormulaProps, 'raw' | 'display'>): ReactNode {
  return <code className={display ? 'md-formula' : undefined}>{raw.trim()}</code>
}
