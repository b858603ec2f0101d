import type { Catalogue } from '../../actions/catalogue.ts'
import type { ActionCall, ChatMessage, ChatRequest } from '../../ollama/model-server.ts'
import { checkCalls, type CheckedCall } from './check-calls.ts'
import { answerFormat, formatNote, readFormatted } from './format.ts'
import type { Offer } from './offered-actions.ts'

/** What one call of the model gave. */
export interface Heard {
  readonly text: string
  readonly calls: readonly ActionCall[]
}

export interface Understood {
  readonly calls: readonly CheckedCall[]
  /** What is to be told besides what was shown as it came. */
  readonly say: string
  /** What is wrong with the whole of it; single calls have problems of their own. */
  readonly problem: string | null
}

/** How a model is asked, and how it is understood. */
export interface Way {
  readonly request: Pick<ChatRequest, 'actions' | 'format'>
  /** What the system prompt says of it. */
  readonly note: string
  /** Its text is for the person, as it comes. */
  readonly shown: boolean
  understand(heard: Heard): Understood
  /** What a model is told of its mistakes, once. */
  correct(heard: Heard, understood: Understood): readonly ChatMessage[]
}

/** To talk: nothing is offered, and nothing that is named all the same is heard. */
export const plainWay: Way = {
  request: {},
  note: '',
  shown: true,
  understand: () => ({ calls: [], say: '', problem: null }),
  correct: () => [],
}

/** Text or actions, whichever the model thinks right. One that is not offered and is named all the same is as good. */
export function actionsWay(catalogue: Catalogue, offer: Offer): Way {
  return {
    request: { actions: [...offer.actions.values()].map((action) => action.offered) },
    note: actionsNote(offer),
    shown: true,
    understand: ({ calls }) => ({ calls: checkCalls(calls, catalogue), say: '', problem: null }),
    correct: ({ text }, { calls }) => [
      { role: 'assistant', content: text.slice(0, 2_000), calls: calls.map(({ call }) => call) },
      ...calls.map(({ call, problem }): ChatMessage => ({
        role: 'result',
        action: call.name,
        ...(call.id !== undefined && { callId: call.id }),
        content:
          problem === null
            ? 'Not done: another action of yours was wrong. Name all of them again.'
            : `Not done. ${problem}`,
      })),
    ],
  }
}

/** For a model that cannot name actions by itself: an answer in a form that is read when it is whole. */
export function formatWay(catalogue: Catalogue, offer: Offer): Way {
  return {
    request: { format: answerFormat(offer.actions) },
    note: `${actionsNote(offer)}\n\n${formatNote(offer.actions)}`,
    shown: false,
    understand({ text }) {
      const read = readFormatted(text)
      if (read === null)
        return { calls: [], say: '', problem: 'This does not have the form that was asked for.' }
      return { calls: checkCalls(read.calls, catalogue), say: read.say, problem: null }
    },
    correct: ({ text }, { calls, problem }) => [
      { role: 'assistant', content: text.slice(0, 4_000) },
      {
        role: 'user',
        content: [
          problem ?? 'Some of the actions are wrong, so none was done:',
          ...calls.flatMap((call) => (call.problem === null ? [] : `${call.call.name}: ${call.problem}`)),
          'Answer again, whole and in the same form.',
        ].join('\n'),
      },
    ],
  }
}

function actionsNote({ lacks, place: { granted, clock } }: Offer): string {
  const where =
    granted.length === 0
      ? 'The person has not granted any folder yet: actions on files need one.'
      : `Folders that the person has granted: ${granted.map((folder) => JSON.stringify(folder)).join(', ')}.`
  return [
    'You can name actions when the person wants something done on this computer; for anything else, answer in text.',
    'The person sees them as a plan and decides. Nothing is done before that: never say that it is.',
    where,
    ...lacks,
    `It is ${localMinute(clock.now())}.`,
  ].join(' ')
}

/** ISO 8601 to the minute, on this computer's clock and with its offset: for what is to be done at a time. */
function localMinute(now: Date): string {
  const offset = -now.getTimezoneOffset()
  const two = (value: number): string => String(value).padStart(2, '0')
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 16)
  const hours = two(Math.floor(Math.abs(offset) / 60))
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${two(Math.abs(offset) % 60)}`
}
