import type { ReactNode } from 'react'
import { shortPaths } from './short-paths.ts'
import { visible } from '../../shared/visible.ts'

/** What a plan is, in a sentence that is read at a glance: its paths are whole where its actions stand, and to the mouse. */
export function Summary({ text }: { readonly text: string }): ReactNode {
  const whole = visible(text)
  const short = shortPaths(whole)
  return short === whole ? whole : <span title={whole}>{short}</span>
}
