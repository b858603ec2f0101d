import type {
  Message,
  ProgressMessage,
  RequestMessage,
  ResultMessage,
  TextMessage,
} from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { createSplitter, partSize, type MarkdownDocument, type Splitter } from '../markdown/split.ts'

/**
 * The rows of a transcript: one a message, but several for a long answer, so that neither its length on the screen nor
 * its growth costs more than what is seen.
 */
export type Row =
  | { readonly kind: 'message'; readonly key: string; readonly message: Message }
  | {
      readonly kind: 'answer'
      readonly key: string
      readonly message: TextMessage
      /** Which part of the answer; the thinking stands above the first one, the tools below the last. */
      readonly part: number
      readonly last: boolean
      /** While it is being written. */
      readonly turn: RunningTurn | null
      /** It named actions: without text it is not an answer that failed. */
      readonly planned: boolean
    }
  | PlanRow

/** A plan, and what became of it. */
export interface PlanRow {
  readonly kind: 'plan'
  readonly key: string
  readonly message: RequestMessage
  /** In the order in which they began. */
  readonly steps: readonly ProgressMessage[]
  readonly result: ResultMessage | null
}

export interface Documents {
  /** The parsed text of an answer, whose earlier reading is used again. */
  read(message: TextMessage, complete: boolean): MarkdownDocument
  /** The same row as last time, when nothing of it is new: it is not drawn again then. */
  keep(row: Row): Row
}

/** One splitter an answer, kept by its id: a settled answer is drawn from the very blocks it was streamed in. */
export function createDocuments(): Documents {
  const splitters = new Map<string, Splitter>()
  const kept = new Map<string, Row>()
  return {
    read(message, complete) {
      const splitter = splitters.get(message.id) ?? createSplitter()
      splitters.set(message.id, splitter)
      return splitter.read(message.content, complete)
    },
    keep(row) {
      const before = kept.get(row.key)
      if (before && isSame(before, row)) return before
      kept.set(row.key, row)
      return row
    },
  }
}

function isSame(before: Row, after: Row): boolean {
  const fields = Object.entries(after)
  return fields.every(([name, value]) => {
    const known: unknown = Reflect.get(before, name)
    if (!Array.isArray(value) || !Array.isArray(known)) return known === value
    return known.length === value.length && value.every((item, index) => item === known[index])
  })
}

/** What belongs to which plan, and which turns ended in one. */
interface Plans {
  readonly steps: ReadonlyMap<string, readonly ProgressMessage[]>
  readonly results: ReadonlyMap<string, ResultMessage>
  readonly turns: ReadonlySet<string>
}

function readPlans(messages: readonly Message[]): Plans {
  const steps = new Map<string, ProgressMessage[]>()
  const results = new Map<string, ResultMessage>()
  const turns = new Set<string>()
  for (const message of messages) {
    if (message.messageType === 'agent_request') {
      if (message.metadata?.turnId !== undefined) turns.add(message.metadata.turnId)
    } else if (message.messageType === 'agent_progress') {
      const plan = planOf(message)
      const known = steps.get(plan)
      if (known) known.push(message)
      else steps.set(plan, [message])
    } else if (message.messageType === 'agent_result') results.set(planOf(message), message)
  }
  return { steps, results, turns }
}

/** The id of the plan, or of its run where the plan is not named. */
function planOf({ metadata }: ProgressMessage | ResultMessage): string {
  return metadata?.requestId ?? metadata?.runId ?? ''
}

/**
 * The rows of settled messages. Short answers are not parsed for it. Steps and outcomes belong to their plan's row, and an
 * answer that says nothing but names actions has none.
 */
export function settledRows(messages: readonly Message[], documents: Documents): Row[] {
  const plans = readPlans(messages)
  return messages.flatMap((message) => rowsOf(message, plans, documents)).map(documents.keep)
}

function rowsOf(message: Message, plans: Plans, documents: Documents): readonly Row[] {
  if (message.messageType === 'agent_progress' || message.messageType === 'agent_result') return []
  if (message.messageType === 'agent_request') {
    const runId = message.metadata?.runId ?? ''
    const steps = plans.steps.get(message.id) ?? plans.steps.get(runId) ?? []
    const result = plans.results.get(message.id) ?? plans.results.get(runId) ?? null
    return [{ kind: 'plan', key: message.id, message, steps, result }]
  }
  return textRows(message, plans, documents)
}

function textRows(message: TextMessage, plans: Plans, documents: Documents): readonly Row[] {
  if (message.role !== 'assistant') return [{ kind: 'message', key: message.id, message }]
  const planned = plans.turns.has(message.metadata?.turnId ?? '')
  const says = message.content.trim() !== '' || (message.metadata?.thinking ?? '') !== ''
  return planned && !says ? [] : answerRows(message, null, documents, planned)
}

/** The rows of one answer. Their keys stay as they are when it settles. */
export function answerRows(
  message: TextMessage,
  turn: RunningTurn | null,
  documents: Documents,
  planned = false,
): Row[] {
  const short = message.content.length <= partSize
  const count = short ? 1 : Math.max(1, documents.read(message, turn === null).parts.length)
  return Array.from({ length: count }, (_, part) => ({
    kind: 'answer' as const,
    key: part === 0 ? message.id : `${message.id}/${part}`,
    message,
    part,
    last: part === count - 1,
    turn,
    planned,
  }))
}
