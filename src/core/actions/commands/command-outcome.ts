import type { ActionOutcome } from '../action.ts'
import type { ProcessEnd } from './run-process.ts'

/** What the model reads of the output, in characters. */
const readByModel = 16_000

/** What came of a command, by how it ended and what it printed; `shown` names it, `seconds` were its limit. */
export function outcomeOf(shown: string, seconds: number, end: ProcessEnd, text: string): ActionOutcome {
  const ways = {
    exited: end.exitCode === 0 ? 'It ended well.' : `It ended with exit code ${end.exitCode ?? 'unknown'}.`,
    killed: 'It was ended by a signal.',
    stopped: 'It was stopped.',
    timed_out: `It was ended, since it took longer than ${seconds} seconds.`,
  }
  const { file, whole, tail } = end.output
  const notes = [
    ...(end.leftBehind > 0 ? ['What it left running was ended too.'] : []),
    ...stillRuns(end),
    ...(file === null
      ? []
      : [`${whole ? 'All of its output' : 'The beginning of its output'} is in ${file}.`]),
  ]
  return {
    summary: [`Ran ${shown}.`, ways[end.how], ...notes].join(' '),
    output: forModel(text, tail),
    source: `the output of ${shown}`,
    failed: end.how !== 'exited' || end.exitCode !== 0,
  }
}

/** What goes on running of it, in a sentence. */
export function stillRuns({ remaining }: ProcessEnd): string[] {
  return remaining.length > 0 ? [`Some of it still runs (${remaining.join(', ')}).`] : []
}

/** The beginning and the end: failures are told last. */
function forModel(text: string, tail: string | null): string {
  if (tail === null && text.length <= readByModel) return text
  return `${text.slice(0, readByModel - 4_000)}\n[…]\n${tail ?? text.slice(-4_000)}`
}
