import type { ReactNode } from 'react'
import type { RequestMetadata } from '../../shared/request.ts'
import { shortPaths } from '../../shared/short-paths.ts'
import { visible } from '../../shared/visible.ts'
import { actionText, planText, type Titled } from '../../shared/words/action-text.ts'
import { useWords } from '../use-words.ts'

/** A sentence that is read at a glance: its long paths are cut in the middle, and whole to the mouse. */
export function Glance({ text }: { readonly text: string }): ReactNode {
  const whole = visible(text)
  const short = shortPaths(whole)
  return short === whole ? whole : <span title={whole}>{short}</span>
}

/** What an action is called, in the window's language: whole, or as it is read at a glance. */
export function ActionTitle({
  action,
  whole = false,
}: {
  readonly action: Titled
  readonly whole?: boolean
}): ReactNode {
  const text = actionText(useWords(), action)
  return whole ? visible(text) : <Glance text={text} />
}

/** What a plan is, in a sentence; to the mouse with what each of its actions is called. */
export function Summary({
  plan,
}: {
  readonly plan: Pick<RequestMetadata, 'summary' | 'actions'>
}): ReactNode {
  const t = useWords()
  const titles = plan.actions.map((action) => visible(actionText(t, action))).join('\n')
  return <span title={titles}>{shortPaths(visible(planText(t, plan)))}</span>
}
