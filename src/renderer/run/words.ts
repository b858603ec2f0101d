import type { ProgressMessage, ResultMessage } from '../../shared/message.ts'
import type { Translate } from '../../shared/words/language.ts'
import { formatSeconds } from '../transcript/words.ts'

/** How a step stands, for those who look at it. */
export type StepState =
  | 'waiting'
  | 'running'
  | 'paused'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'unknown'
  | 'undone'
  | 'skipped'

/** The state of a step, of which there is a message once it began. */
export function stepState(step: ProgressMessage | undefined, hasEnded: boolean): StepState {
  const metadata = step?.metadata
  if (!metadata) return hasEnded ? 'skipped' : 'waiting'
  if (metadata.undone) return 'undone'
  if (metadata.state !== 'started' && metadata.state !== 'output') return metadata.state
  // Under way in a run that is over: nobody knows how far it came.
  return hasEnded ? 'unknown' : 'running'
}

/** What came of a run, in a sentence. What a step that failed has said above it is not said once more. */
export function outcomeSentence(
  { content, metadata }: ResultMessage,
  steps: readonly ProgressMessage[],
  t: Translate,
): string {
  const { status = 'succeeded', done = [], error } = metadata ?? {}
  if (status === 'succeeded' && done.length > 1) return t('run:allDone', { count: done.length })
  const said = content.trim()
  const message = error?.message ?? ''
  const isTold = message !== '' && steps.some((step) => step.metadata?.error?.message === message)
  const rest = isTold && said.startsWith(message) ? said.slice(message.length).trim() : said
  return rest || t(`run:endings.${status}`)
}

/** `0.1 s`, `3.4 s`, `1 min 05 s`; empty where one of the times is not known. */
export function duration(startedAt: string | undefined, endedAt: string | undefined, t: Translate): string {
  if (startedAt === undefined || endedAt === undefined) return ''
  const seconds = Math.max(0, new Date(endedAt).getTime() - new Date(startedAt).getTime()) / 1_000
  return seconds < 59.95 ? t('run:seconds', { seconds }) : formatSeconds(seconds, t)
}

/** Steps of which Hearth can still take something back, also where some of it was. */
export function undoable(steps: readonly ProgressMessage[]): readonly ProgressMessage[] {
  return steps.filter((step) => {
    const { metadata } = step
    const isOver = metadata?.state !== 'started' && metadata?.state !== 'output'
    return isOver && changesLeft(step).length > 0 && !isTrashed(step)
  })
}

/** Whether all that is left to take back of a step lies in the system's trash, out of which only a person takes it. */
export function isTrashed(step: ProgressMessage): boolean {
  const changes = changesLeft(step)
  return changes.length > 0 && changes.every((change) => fieldOf(change, 'kind') === 'trashed')
}

/** What was taken back is in its inverse no more. */
function changesLeft({ metadata }: ProgressMessage): readonly unknown[] {
  const changes = fieldOf(metadata?.inverse, 'changes')
  return Array.isArray(changes) ? changes : []
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
