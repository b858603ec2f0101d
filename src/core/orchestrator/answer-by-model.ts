import { AppError } from '../../shared/errors.ts'
import type { TextMessage } from '../../shared/message.ts'
import type { Step } from '../actions/action.ts'
import type { Place } from '../actions/place.ts'
import { classifyIntent, type Intent } from '../intent.ts'
import type { ChatMessage, ChatPart } from '../ollama/model-server.ts'
import type { Question } from './answer.ts'
import { converse } from './converse.ts'
import type { Said } from './history.ts'
import type { Occasion } from './occasion.ts'
import { createDataMarker } from './plan/data-block.ts'
import { offerFor } from './plan/offer.ts'
import { runMessages, sourcesOf } from './plan/run-messages.ts'
import { actionsWay, formatWay, plainWay, type Way } from './plan/way.ts'
import type { Plan } from './plan/write-request.ts'
import { buildPrompt, estimateTokens, fitting } from './prompt.ts'
import type { Room } from './room.ts'

interface Shown {
  readonly show: (part: ChatPart) => void
  /** What is shown so far. */
  readonly answer: () => TextMessage
}

const insteads = {
  explain:
    'I do not want this plan to be carried out. Explain to me, step by step, how I can do it myself, by hand.',
  otherWay: 'I do not want this plan. Propose another way to do it.',
} as const

/** One call of the model for an answer in text or a plan; a second one only to put right what it named wrongly. */
export async function answerByModel(
  room: Room,
  question: Question & { readonly model: string },
  { show, answer }: Shown,
  signal: AbortSignal,
): Promise<Plan | null> {
  const { model, numCtx, models, occasion, text } = question
  const history = await question.history
  const words = readWords(history, text)
  const wanted = occasion.runs.length > 0 || occasion.instead === 'otherWay' ? 'action' : words.intent
  const offers = occasion.instead === 'explain' || wanted === 'chat' ? null : await room.actions.place()
  const able = offers !== null && (await models.takesActions(model, signal))
  const talk = (way: Way) =>
    converse(room, { model, numCtx, way, show, prompt: promptFor(room, history, occasion, way) }, signal)
  const { catalogue } = room.actions
  const withoutCalls = (place: Place): Way => (wanted === 'action' ? formatWay(catalogue, place) : plainWay)

  /** What is left when the server refuses: it does so before anything is said. Null where nothing is. */
  function otherWay(way: Way, error: unknown): Way | null {
    if (!(error instanceof AppError) || offers === null || way === plainWay) return null
    // Offering actions takes room that a small window has not.
    if (error.code === 'context_exceeded') return plainWay
    if (error.code !== 'model_unsuitable' || way.request.actions === undefined) return null
    // The model is another than it was.
    models.forget()
    return withoutCalls(offers)
  }

  async function steps(way: Way): Promise<readonly Step[] | null> {
    try {
      return await talk(way)
    } catch (error) {
      const other = answer().content === '' ? otherWay(way, error) : null
      if (other === null) throw error
      return steps(other)
    }
  }

  const first = offers === null ? plainWay : able ? actionsWay(catalogue, offers) : withoutCalls(offers)
  const named = await steps(first)
  if (named === null) {
    if (wanted === 'unsure') offer(text, room, answer, show)
    return null
  }
  const notes = fitting(history, numCtx).flatMap(({ note }) => note?.sources ?? [])
  const readBefore = [...new Set([...notes, ...sourcesOf(occasion.runs)])]
  return { steps: named, raised: words.destructive, model, readBefore }
}

/** What the person's last words ask for. Notes on plans are nobody's words. */
function readWords(history: readonly Said[], text: string): Intent {
  const at = history.findLastIndex(({ role }) => role === 'user')
  return classifyIntent(
    text,
    history.slice(0, Math.max(at, 0)).filter(({ note }) => note === undefined),
  )
}

function offer(text: string, room: Room, answer: Shown['answer'], show: Shown['show']): void {
  const { content } = answer()
  if (content === '' || /\b(?:shall i|should i|want me to|like me to)\b/i.test(content.slice(-500))) return
  const sentence = offerFor(text, room.actions.catalogue)
  if (sentence !== null) show({ type: 'text', text: `\n\n${sentence}` })
}

function promptFor(room: Room, history: readonly Said[], occasion: Occasion, way: Way) {
  const { runs, instead } = occasion
  // What is offered besides, `ask` takes off.
  const noted = estimateTokens(way.note)
  // They are told in full, and not once more in short.
  const told = new Set(runs.flatMap(({ request, result }) => [request.id, result.id]))
  const said = history.filter(({ id }) => !told.has(id))
  return (tokens: number, more: readonly ChatMessage[]): readonly ChatMessage[] => {
    const marker = createDataMarker(room.newId)
    const left = Math.max(tokens - noted, 200)
    const results = runMessages(runs, {
      marker,
      tokens: Math.floor(left * 0.6),
      calls: way.request.actions !== undefined,
    })
    // A message that comes with results (other instructions) comes after them.
    const last = occasion.message && runs.length > 0 ? said.slice(-1) : []
    const aside: ChatMessage[] = [
      ...last.map(({ content }): ChatMessage => ({ role: 'user', content })),
      ...(instead === null ? [] : [{ role: 'user' as const, content: insteads[instead] }]),
    ]
    return buildPrompt(
      last.length > 0 ? said.slice(0, -1) : said,
      room.clock.now(),
      runs.length > 0 ? Math.floor(left * 0.4) : left,
      { note: way.note, marker, tail: [...results, ...aside, ...more] },
    )
  }
}
