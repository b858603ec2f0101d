import { AppError } from '../../shared/errors.ts'
import type { TextMessage, TextMetadata } from '../../shared/message.ts'
import type { Step } from '../actions/action.ts'
import type { Place } from '../actions/place.ts'
import { classifyIntent, type Intent } from '../intent.ts'
import type { ChatPart } from '../ollama/model-server.ts'
import type { Question } from './answer.ts'
import { converse } from './converse.ts'
import type { Said } from './history.ts'
import { offerFor } from './plan/offer.ts'
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
  const words = readWords(history, text)
  const recalling = recallFor(room, question, history, signal)
  const wanted = occasion.runs.length > 0 || occasion.instead === 'otherWay' ? 'action' : words.intent
  const offers = occasion.instead === 'explain' || wanted === 'chat' ? null : await room.actions.place()
  const recalled = await recalling
  const able = offers !== null && (await models.takesActions(model, signal))
  const talk = (way: Way) =>
    converse(
      room,
      { model, numCtx, way, show, prompt: promptFor(room, { history, question, way, recalled, onPrompt }) },
      signal,
    )
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
  const readBefore = [...new Set([...notes, ...sourcesOf(occasion.runs), ...sourcesOfRecall(recalled)])]
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
