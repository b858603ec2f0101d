import type { TextMetadata } from '../../shared/message.ts'
import type { Recalled } from '../memory/recall.ts'
import type { ChatMessage } from '../ollama/model-server.ts'
import type { Question } from './answer.ts'
import { weightOf } from './ask.ts'
import type { Said } from './history.ts'
import { createDataMarker, type DataMarker } from './plan/data-block.ts'
import { runMessages } from './plan/run-messages.ts'
import type { Way } from './plan/way.ts'
import { buildPrompt, estimateTokens } from './prompt.ts'
import type { Room } from './room.ts'
import { afterSummary, type Summary } from './summary.ts'

const insteads = {
  explain:
    'I do not want this plan to be carried out. Explain to me, step by step, how I can do it myself, by hand.',
  otherWay: 'I do not want this plan. Propose another way to do it.',
} as const

export interface TurnPrompt {
  readonly history: readonly Said[]
  readonly question: Pick<Question, 'occasion' | 'numCtx' | 'summary'>
  readonly way: Way
  readonly recalled: Recalled
  /** Told what the model is given, each time it is asked. */
  readonly onPrompt: (given: Pick<TextMetadata, 'prompt' | 'recalled'>) => void
}

/** The prompt of a turn, for so many tokens of conversation, with what comes behind it. */
export function promptFor(room: Pick<Room, 'clock' | 'newId'>, turn: TurnPrompt) {
  const { history, question, way, recalled, onPrompt } = turn
  const { runs, instead, message } = question.occasion
  // They are told in full, and not once more in short.
  const told = new Set(runs.flatMap(({ request, result }) => [request.id, result.id]))
  const said = afterSummary(history, question.summary).filter(({ id }) => !told.has(id))
  // What is offered besides, `ask` takes off.
  const offered = weightOf(way.request)

  return (tokens: number, more: readonly ChatMessage[]): readonly ChatMessage[] => {
    const marker = createDataMarker(room.newId)
    const memory = memoryNote(recalled, marker)
    const summary = summaryNote(question.summary, marker)
    const note = [way.note, memory, summary].filter((part) => part !== '').join('\n\n')
    const left = Math.max(tokens - estimateTokens(note), 200)
    const results = runMessages(runs, {
      marker,
      tokens: Math.floor(left * 0.6),
      calls: way.request.actions !== undefined,
    })
    // A message that comes with results (other instructions) comes after them.
    const last = message && runs.length > 0 ? said.slice(-1) : []
    const aside: ChatMessage[] = [
      ...last.map(({ content }): ChatMessage => ({ role: 'user', content })),
      ...(instead === null ? [] : [{ role: 'user' as const, content: insteads[instead] }]),
    ]
    const before = last.length > 0 ? said.slice(0, -1) : said
    const space = runs.length > 0 ? Math.floor(left * 0.4) : left
    const tail = [...results, ...aside, ...more]
    const prompt = buildPrompt(before, room.clock.now(), space, { note, marker, tail })
    onPrompt({
      prompt: {
        numCtx: question.numCtx,
        ...weigh(prompt, estimateTokens(memory) + estimateTokens(summary) - 16, offered),
        // As `fitting` chooses: what an imported conversation has of other assistants' instructions is none of it.
        left:
          before.filter(({ role, content }) => role !== 'system' && content !== '').length -
          (prompt.length - 1 - tail.length),
      },
      recalled: { contexts: [...recalled.contexts], messages: [...recalled.messages] },
    })
    return prompt
  }
}

/** What the parts of a prompt take of the window. What is recalled and summed up stands in the first message. */
function weigh(prompt: readonly ChatMessage[], memory: number, offered: number) {
  const weights = prompt.map(({ content }) => estimateTokens(content))
  const [system = 0, ...said] = weights
  const message = said.at(-1) ?? 0
  return {
    system: Math.max(0, system - memory) + offered,
    memory,
    history: said.reduce((sum, weight) => sum + weight, 0) - message,
    message,
  }
}

/** What is remembered may be another's words (a page that was quoted, an import), so it is marked like those. */
function memoryNote({ facts, passages }: Recalled, marker: DataMarker): string {
  return [
    facts &&
      `What you remember of this person, from what they said. Use it where it helps:\n${marker.mark(facts)}`,
    passages && `What was said in earlier conversations, found for this message:\n${marker.mark(passages)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function summaryNote(summary: Summary | null, marker: DataMarker): string {
  return summary === null
    ? ''
    : `The beginning of this conversation, summed up:\n${marker.mark(summary.text)}`
}
