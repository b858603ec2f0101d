import type { Assistant } from '../core/assistant.ts'
import { AppError } from '../shared/errors.ts'
import type { RunSummary, UndoReport } from '../shared/run.ts'
import { inLine } from './gutter.ts'
import { checkStart, onlyOne } from './id-start.ts'
import type { Session } from './session.ts'
import { shortId, table, when } from './text.ts'
import { UsageError } from './usage-error.ts'

/** As many as a list can be asked for at once. */
const most = 500
const usual = 20
/** The newest messages of a conversation, among which the plan of a run is looked for. */
const messagesRead = 500

/** Prints runs, newest first: a line each, or with `--json` one array. */
export async function listRuns(
  assistant: Assistant,
  { output, options }: Session,
  { limit = String(usual) }: { readonly limit?: string },
): Promise<number> {
  const count = Number(limit)
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw new UsageError(`--limit is a number from 1 to ${most}, not ${JSON.stringify(limit)}.`)
  const runs = await assistant.runs.list({ limit: count })
  if (options.json) output.result(`${JSON.stringify(runs)}\n`)
  else if (runs.length === 0) output.note('Nothing has been carried out yet.')
  else output.result(table(runs.map((run) => row(run, output.width === null))))
  return 0
}

function row(
  { id, startedAt, status, steps, title, ...back }: RunSummary,
  whole: boolean,
): readonly string[] {
  return [
    whole ? id : shortId(id),
    when(startedAt),
    status,
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    backWords(back),
    inLine(title),
  ]
}

function backWords({ canUndo, inTrash }: Pick<RunSummary, 'canUndo' | 'inTrash'>): string {
  if (canUndo) return inTrash ? 'can be undone in part' : 'can be undone'
  return inTrash ? 'in the trash' : ''
}

/**
 * Takes a run back, or one step of it, and tells what was left as it is and why. Exit code 1 when something was left.
 * `step`: the number that it has in the plan, or its id.
 */
export async function undoRun(
  assistant: Assistant,
  { output, options }: Session,
  given: string,
  { step }: { readonly step?: string },
): Promise<number> {
  const start = checkStart(given, 'a run')
  const run = onlyOne(
    (await assistant.runs.list({ limit: most })).filter(({ id }) => id.startsWith(start)),
    start,
    {
      none: new AppError('not_found', `There is no run ${start} among the last ${most}.`),
      many: 'runs',
      title: ({ title }) => inLine(title),
    },
  )
  const actionId = step === undefined ? undefined : await findStep(assistant, run, step)
  const report = await assistant.runs.undo(run.id, actionId)
  if (options.json) output.result(`${JSON.stringify({ runId: run.id, ...report })}\n`)
  else tell(report, output)
  return report.left.length > 0 ? 1 : 0
}

function tell({ undone, left }: UndoReport, { note, result }: Session['output']): void {
  if (undone.length > 0) note('Taken back:')
  for (const one of undone) result(`${inLine(one)}\n`)
  if (undone.length === 0 && left.length === 0) note('There was nothing to take back.')
  for (const { path, reason } of left) note(`Left as it is: ${inLine(path)}. ${inLine(reason)}`)
}

/** The id of the action that the plan of a run names so. Throws a UsageError that says which there are. */
async function findStep(
  assistant: Assistant,
  { id: runId, conversationId }: RunSummary,
  step: string,
): Promise<string> {
  const { messages } = await assistant.conversations.open(conversationId, messagesRead)
  const ids = new Set<string>()
  for (const message of messages) {
    if (message.messageType === 'agent_request' && message.metadata?.runId === runId)
      for (const { id } of message.metadata.actions) ids.add(id)
    if (message.messageType === 'agent_progress' && message.metadata?.runId === runId)
      ids.add(message.metadata.actionId)
  }
  const known = [...ids]
  const found = known.find((id) => id === step) ?? known[Number(step) - 1]
  if (found !== undefined) return found
  throw new UsageError(`There is no step ${JSON.stringify(step)} in this run: it has ${known.length}.`)
}
