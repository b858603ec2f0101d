import type { PlannedAction } from '../../../shared/request.ts'
import type { ChatMessage } from '../../ollama/model-server.ts'
import { cutTo } from '../prompt.ts'
import type { EndedRun } from '../runs.ts'
import { shortened } from './check-calls.ts'
import type { DataMarker } from './data-block.ts'

export interface RunsPart {
  readonly marker: DataMarker
  /** What all the results may take together. */
  readonly tokens: number
  /** The model knows calls and results; else it is told in words. */
  readonly calls: boolean
}

/** What was carried out and what came of it, for the model to go on from. All that came of it is marked as data. */
export function runMessages(
  runs: readonly EndedRun[],
  { marker, tokens, calls }: RunsPart,
): readonly ChatMessage[] {
  const count = runs.reduce((sum, { request }) => sum + (request.metadata?.actions.length ?? 0), 0)
  const each = Math.max(40, Math.floor(tokens / Math.max(count, 1)))
  return runs.flatMap((run) => {
    const actions = run.request.metadata?.actions ?? []
    const results = actions.map((action) => resultOf(run, action, marker, each))
    return calls ? asCalls(actions, results) : inWords(actions, results)
  })
}

/** Where what the model has read in these runs comes from. */
export function sourcesOf(runs: readonly EndedRun[]): readonly string[] {
  return runs.flatMap(({ request, steps }) => [
    ...(request.metadata?.readBefore ?? []),
    ...steps.flatMap(({ message }) => message.metadata?.source ?? []),
  ])
}

function resultOf({ steps }: EndedRun, action: PlannedAction, marker: DataMarker, tokens: number): string {
  const step = steps.find(({ message }) => message.metadata?.actionId === action.id)
  const told = step?.message.metadata
  if (!step || !told) return 'Not done: it was not begun.'
  const { state, summary, error } = told
  const words = [error?.message ?? '', step.output === '' ? (summary ?? '') : step.output].filter(
    (part) => part !== '',
  )
  const outcome =
    state === 'succeeded' ? 'Done.' : state === 'cancelled' ? 'Stopped by the person.' : 'It failed.'
  return words.length === 0 ? outcome : `${outcome}\n${marker.mark(cutTo(words.join('\n'), tokens))}`
}

function asCalls(actions: readonly PlannedAction[], results: readonly string[]): ChatMessage[] {
  return [
    {
      role: 'assistant',
      content: '',
      calls: actions.map(({ id, action, arguments: args }) => ({
        id,
        name: action,
        arguments: shortened(args),
      })),
    },
    ...actions.map(({ id, action }, index): ChatMessage => ({
      role: 'result',
      action,
      callId: id,
      content: results[index] ?? '',
    })),
  ]
}

function inWords(actions: readonly PlannedAction[], results: readonly string[]): ChatMessage[] {
  const lines = actions.map(({ title }, index) => `${index + 1}. ${title}\n${results[index] ?? ''}`)
  return [{ role: 'user', content: ['The plan was approved. What came of it:', ...lines].join('\n') }]
}
