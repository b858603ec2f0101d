import type { Step } from '../actions/action.ts'
import type { ActionCall, ChatMessage, ChatPart } from '../ollama/model-server.ts'
import { ask } from './ask.ts'
import { mostCalls, stepsOf, type CheckedCall } from './plan/check-calls.ts'
import type { Heard, Understood, Way } from './plan/way.ts'
import type { Room } from './room.ts'

/** Characters of one answer in which actions can be named: more is no answer but a loop. */
const longest = 200_000
/** Of what the model said in no form, so much is told. */
const toldRaw = 20_000

export interface Conversing {
  readonly model: string
  readonly numCtx: number
  readonly way: Way
  /** The prompt for so many tokens, with what comes behind it. */
  readonly prompt: (tokens: number, more: readonly ChatMessage[]) => readonly ChatMessage[]
  /** A part that the person sees. */
  readonly show: (part: ChatPart) => void
}

/**
 * Asks the model. It answers in text, which is shown, or names actions, which become steps. What is wrong with them it is
 * told once, and then the person is. Null where there is nothing to be done.
 */
export async function converse(
  room: Pick<Room, 'server'>,
  conversing: Conversing,
  signal: AbortSignal,
): Promise<readonly Step[] | null> {
  const { way } = conversing
  const { show, pause } = inParagraphs(conversing.show)
  const listen = async (more: readonly ChatMessage[]): Promise<Heard> => {
    const heard = await hear(room, { ...conversing, show }, more, signal)
    pause()
    return heard
  }
  let heard = await listen([])
  let understood = way.understand(heard)
  if (isWrong(understood)) {
    heard = await listen(way.correct(heard, understood))
    understood = way.understand(heard)
  }
  const { calls, say, problem } = understood
  const tell = (text: string): void => {
    if (text.trim() !== '') show({ type: 'text', text })
    pause()
  }
  if (problem !== null) {
    tell(heard.text.trim() === '' ? giveUp([]) : heard.text.slice(0, toldRaw))
    return null
  }
  tell(say)
  const steps = stepsOf(calls)
  if (steps === null) tell(giveUp(calls))
  return steps === null || steps.length === 0 ? null : steps
}

/** Text that comes after a pause stands apart from what was said before it. */
function inParagraphs(show: Conversing['show']): { show: Conversing['show']; pause: () => void } {
  let [spoken, paused] = [false, false]
  return {
    show(part) {
      if (part.type === 'text') {
        if (spoken && paused) show({ type: 'text', text: '\n\n' })
        paused = false
        spoken ||= part.text.trim() !== ''
      }
      show(part)
    },
    pause() {
      paused = true
    },
  }
}

function isWrong({ calls, problem }: Understood): boolean {
  return problem !== null || stepsOf(calls) === null
}

async function hear(
  room: Pick<Room, 'server'>,
  { model, numCtx, way, prompt, show }: Conversing,
  more: readonly ChatMessage[],
  signal: AbortSignal,
): Promise<Heard> {
  const bounded = way.request.actions !== undefined || way.request.format !== undefined
  const calls: ActionCall[] = []
  let [text, length] = ['', 0]
  const asking = { model, numCtx, ...way.request, prompt: (tokens: number) => prompt(tokens, more) }
  for await (const part of ask(room, asking, signal)) {
    if (part.type === 'call') {
      calls.push(part.call)
      // Leaving the loop stops the model.
      if (calls.length > mostCalls) break
      continue
    }
    if (part.type === 'text') text += part.text
    if (part.type !== 'text' || way.shown) show(part)
    if (part.type !== 'end') length += part.text.length
    if (!bounded || length <= longest) continue
    show({ type: 'end', reason: 'length', usage: {} })
    break
  }
  return { text, calls }
}

/** What the person is told when the model could not name what is to be done. */
function giveUp(calls: readonly CheckedCall[]): string {
  const wrong = calls.filter(({ problem }) => problem !== null).map(({ call }) => `“${call.name}”`)
  const names = [...new Set(wrong)].slice(0, 3).join(', ')
  const which = names === '' ? '' : ` (${names})`
  return `The model asked for something${which} in a way that Hearth cannot carry out, twice. Nothing was done. Put it in other words, or choose another model.`
}
