import { useState, type ReactNode } from 'react'
import type { ProgressMessage } from '../../shared/message.ts'
import type { PlannedAction } from '../../shared/request.ts'
import { StepLine } from './step-line.tsx'
import { stepState } from './words.ts'
import { useWords } from '../use-words.ts'

export interface TimelineProps {
  readonly actions: readonly PlannedAction[]
  readonly steps: readonly ProgressMessage[]
  readonly hasEnded: boolean
  readonly isRunning: boolean
  /** It has one step, which stands for the whole: what can be undone of it is told below. */
  readonly isSingle: boolean
  /** No model tells what came of it: what a step gave out is the answer, and stands open. */
  readonly isAnswer: boolean
  /** What is told below of the whole, and need not be told at a step. */
  readonly told: string | null
}

/** Steps that are shown of a long run, around the one where it stands. */
const fewSteps = 24
const afterCurrent = 6

/** A run, a line a step. */
export function Timeline(props: TimelineProps): ReactNode {
  const { actions, steps, hasEnded, isRunning, isSingle, isAnswer, told } = props
  const t = useWords()
  const [all, setAll] = useState(false)
  const entries = entriesOf(actions, steps)
  const current = entries.findLastIndex(({ step }) => step !== undefined)
  const end = all ? entries.length : Math.max(fewSteps, current + afterCurrent)
  const start = all ? 0 : Math.max(0, Math.min(end, entries.length) - fewSteps)
  return (
    <>
      {start > 0 && <More count={start} which="earlier" onClick={() => setAll(true)} />}
      <ol aria-label={t('run:steps')} className="px-4.5 pb-2">
        {entries.slice(start, end).map(({ id, action, title, step }) => (
          <StepLine
            key={id}
            action={action}
            title={title}
            step={step}
            state={stepState(step, hasEnded)}
            isSingle={isSingle}
            canUndo={!isRunning && !isSingle}
            staysOpen={isAnswer}
            told={told}
          />
        ))}
      </ol>
      {end < entries.length && (
        <More count={entries.length - end} which="later" onClick={() => setAll(true)} />
      )}
    </>
  )
}

interface Entry {
  readonly id: string
  readonly action: string
  readonly title: string
  readonly step: ProgressMessage | undefined
}

/** What was planned, with what became of it, in the order of the plan. */
function entriesOf(actions: readonly PlannedAction[], steps: readonly ProgressMessage[]): Entry[] {
  const byAction = new Map(steps.map((step) => [step.metadata?.actionId ?? step.id, step]))
  const planned = new Set(actions.map(({ id }) => id))
  const others = [...byAction].filter(([id]) => !planned.has(id))
  return [
    ...actions.map(({ id, action, title }) => ({ id, action, title, step: byAction.get(id) })),
    ...others.map(([id, step]) => ({ id, action: '', title: step.content, step })),
  ]
}

function More(props: {
  readonly count: number
  readonly which: 'earlier' | 'later'
  onClick(): void
}): ReactNode {
  const t = useWords()
  return (
    <button
      type="button"
      className="mx-3 mb-1 rounded-sm px-1.5 py-0.5 text-sm font-medium text-ink-2 tabular-nums hover:bg-hover hover:text-ink"
      onClick={props.onClick}
    >
      {t(`run:${props.which}`, { count: props.count })}
    </button>
  )
}
