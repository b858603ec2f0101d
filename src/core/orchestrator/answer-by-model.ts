import { AppError } from '../../shared/errors.ts'
import { filesGivenIn } from '../../shared/given-file.ts'
import type { TextMessage, TextMetadata } from '../../shared/message.ts'
import type { Step } from '../actions/action.ts'
import { sourcesUntil } from '../database/queries/sources.ts'
import { classifyIntent } from '../intent.ts'
import type { ChatPart } from '../ollama/model-server.ts'
import type { Question } from './answer.ts'
import { converse } from './converse.ts'
import type { Said } from './history.ts'
import type { Occasion } from './occasion.ts'
import type { Asking } from './plan/choose-actions.ts'
import { offerFor } from './plan/offer.ts'
import { offeredActions, type Offer } from './plan/offered-actions.ts'
import { sourcesOf } from './plan/run-messages.ts'
import { actionsWay, formatWay, plainWay, type Way } from './plan/way.ts'
import type { Plan } from './plan/write-request.ts'
import { fitting } from './prompt.ts'
import type { Room } from './room.ts'
import { promptFor } from './turn-prompt.ts'
import { recallFor, sourcesOfRecall } from './recall-for.ts'

interface Shown {
  readonly show: (part: ChatPart) => void
  /** What is shown so far. */
  readonly answer: () => TextMessage
  /** What the model is given, before it is asked. */
  readonly onPrompt: (given: Pick<TextMetadata, 'prompt' | 'recalled'>) => void
}

/** One call of the model for an answer in text or a plan; a second one only to put right what it named wrongly. */
export async function answerByModel(
  room: Room,
  question: Question & { readonly model: string },
  { show, answer, onPrompt }: Shown,
  signal: AbortSignal,
): Promise<Plan | null> {
  const { model, numCtx, models, occasion, text } = question
  const history = await question.history
  const words = classifyIntent(text, saidBefore(history))
  const recalling = recallFor(room, question, history, signal)
  const wanted = occasion.runs.length > 0 || occasion.instead === 'otherWay' ? 'action' : words.intent
  const offers =
    occasion.instead === 'explain' || wanted === 'chat'
      ? null
      : await offeredActions(room.actions, askingOf(text, history, occasion))
  const recalled = await recalling
  const able = offers !== null && (await models.takesActions(model, signal))
  const talk = (way: Way) =>
    converse(
      room,
      { model, numCtx, way, show, prompt: promptFor(room, { history, question, way, recalled, onPrompt }) },
      signal,
    )
  const { catalogue } = room.actions
  const withoutCalls = (offer: Offer): Way => (wanted === 'action' ? formatWay(catalogue, offer) : plainWay)

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
    if (wanted === 'unsure' && offers) suggest(text, offers, answer, show)
    return null
  }
  const shown = fitting(history, numCtx)
  const notes = shown.flatMap(({ note }) => note?.sources ?? [])
  const given = [...shown.flatMap(({ role, content }) => (role === 'user' ? content : [])), text].flatMap(
    filesGivenIn,
  )
  const summedUp = await sourcesOfSummary(room, question)
  const readBefore = [
    ...new Set([...summedUp, ...notes, ...given, ...sourcesOf(occasion.runs), ...sourcesOfRecall(recalled)]),
  ]
  return { steps: named, raised: words.destructive, model, readBefore }
}

/** A summary carries on what others wrote in what was read by then. */
async function sourcesOfSummary(
  { db }: Pick<Room, 'db'>,
  { conversationId, summary }: Pick<Question, 'conversationId' | 'summary'>,
): Promise<readonly string[]> {
  return summary === null ? [] : sourcesUntil(db, conversationId, summary.until)
}

/** What was said before the person's last words. Notes on plans are nobody's words. */
function saidBefore(history: readonly Said[]): readonly Said[] {
  const at = history.findLastIndex(({ role }) => role === 'user')
  return history.slice(0, Math.max(at, 0)).filter(({ note }) => note === undefined)
}

/** Null where anything may do. */
function askingOf(text: string, history: readonly Said[], { runs, instead }: Occasion): Asking | null {
  if (instead === 'otherWay') return null
  const proposed = history.flatMap(({ note }) => (note?.actions?.length ? [note.actions] : [])).slice(-2)
  const carriedOut = runs.flatMap(({ request }) => request.metadata?.actions ?? [])
  return {
    text,
    recent: saidBefore(history),
    used: [...proposed.flat(), ...carriedOut.map(({ action }) => action)],
    goesOn: runs.length > 0,
  }
}

function suggest(text: string, { actions }: Offer, answer: Shown['answer'], show: Shown['show']): void {
  const { content } = answer()
  if (content === '' || /\b(?:shall i|should i|want me to|like me to)\b/i.test(content.slice(-500))) return
  const sentence = offerFor(text, actions)
  if (sentence !== null) show({ type: 'text', text: `\n\n${sentence}` })
}
