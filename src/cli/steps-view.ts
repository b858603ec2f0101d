import type { ProgressMessage, RequestMessage, ResultMessage } from '../shared/message.ts'
import type { ProgressMetadata } from '../shared/run.ts'
import { createGutter, inGutter, inLine, type Gutter } from './gutter.ts'
import type { Session } from './session.ts'

/** A run on the screen: each step as it begins, what it gives out as that comes, and how it ended. */
export interface StepsView {
  step(message: ProgressMessage): void
  output(piece: { readonly messageId: string; readonly offset: number; readonly text: string }): void
  result(message: ResultMessage): void
}

interface Shown {
  readonly id: string
  readonly gutter: Gutter
  /** Characters of its output that have been shown. */
  length: number
  endsLine: boolean
  ended: boolean
}

/**
 * Shows the run of `request` on stderr. Where a person's own command began it, and no model will speak of it, what it
 * gives out is the result and goes to stdout, as it is.
 */
export function viewSteps(request: RequestMessage, { terminal, output, options }: Session): StepsView {
  const actions = request.metadata?.actions ?? []
  const isResult = request.metadata?.model === undefined
  const width = output.notesToTerminal ? terminal.stderr.columns || 80 : null
  const steps = new Map<string, Shown>()

  const show = (step: Shown, text: string): void => {
    step.length += text.length
    if (text !== '') step.endsLine = text.endsWith('\n')
    if (!isResult) output.aside(step.gutter.add(text))
    else if (options.json !== true) output.result(text)
  }
  const begin = (message: ProgressMessage): Shown => {
    const known = steps.get(message.id)
    if (known) return known
    const step: Shown = {
      id: message.id,
      gutter: createGutter(width),
      length: 0,
      endsLine: true,
      ended: false,
    }
    steps.set(message.id, step)
    const index = actions.findIndex(({ id }) => id === message.metadata?.actionId)
    const title = message.metadata?.title ?? actions[index]?.title ?? message.content
    const number = index === -1 || actions.length === 1 ? '' : `${index + 1}/${actions.length} `
    output.quiet(`▸ ${number}${inLine(title)}`)
    return step
  }
  return {
    step(message) {
      const { metadata } = message
      if (metadata === null) return
      const step = begin(message)
      if (step.ended || metadata.state === 'started' || metadata.state === 'output') return
      step.ended = true
      const missing = isResult || step.length > 0 ? missingOutput(metadata, step.length) : ''
      if (missing !== '') show(step, missing)
      if (!isResult) output.aside(step.gutter.end())
      else if (!step.endsLine && options.json !== true) output.result('\n')
      output.note(ending(metadata))
    },
    output({ messageId, offset, text }) {
      const step = steps.get(messageId)
      if (step) show(step, text.slice(Math.max(0, step.length - offset)))
    },
    result({ metadata, content }) {
      if (metadata === null || metadata.status === 'succeeded') return
      const said = metadata.error?.message ?? content
      output.note(
        `The run ${{ failed: 'failed', cancelled: 'was stopped', interrupted: 'was interrupted' }[metadata.status]}.`,
      )
      for (const text of [said, metadata.advice]) if (text) output.note(inGutter(text, width).trimEnd())
    },
  }
}

/** What the events did not bring; all that is kept of it where there were none. */
function missingOutput(
  { output = '', outputLength = output.length }: ProgressMetadata,
  shown: number,
): string {
  const missing = outputLength - shown
  return missing <= 0 ? '' : output.slice(Math.max(0, output.length - missing))
}

function ending({ state, summary, error, startedAt, endedAt }: ProgressMetadata): string {
  const time = startedAt && endedAt ? ` (${seconds(Date.parse(endedAt) - Date.parse(startedAt))})` : ''
  switch (state) {
    case 'succeeded':
      return `✓ ${inLine(summary ?? 'Done.')}${time}`
    case 'failed':
      return `✗ ${inLine(error?.message ?? summary ?? 'It failed.')}${time}`
    case 'cancelled':
      return `✗ Stopped.${time}`
    default:
      return '? It was under way when Hearth ended: nobody knows whether it was done.'
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
