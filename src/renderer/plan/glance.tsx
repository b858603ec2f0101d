import type { ReactNode } from 'react'
import type { RequestMetadata } from '../../shared/request.ts'
import { shortPaths } from '../../shared/short-paths.ts'
import { visible } from '../../shared/visible.ts'

/** A sentence that is read at a glance: its long paths are cut in the middle, and whole to the mouse. */
export function Glance({ text }: { readonly text: string }): ReactNode {
  const whole = visible(text)
  const short = shortPaths(whole)
  return short === whole ? whole : <span title={whole}>{short}</span>
}

/** What a plan is, in a sentence; to the mouse with what each of its actions is called. */
export function Summary({
  plan,
}: {
  readonly plan: Pick<RequestMetadata, 'summary' | 'actions'>
}): ReactNode {
  const titles = plan.actions.map(({ title }) => visible(title)).join('\n')
  return <span title={titles}>{shortPaths(visible(plan.summary))}</span>
}
