import type { HearthEvent } from '../shared/events.ts'
import type { TurnEnd } from '../shared/turn.ts'
import { exitCodes } from './ending.ts'
import type { Session } from './session.ts'
import { startWaitNotice } from './wait-notice.ts'

type Delta = Extract<HearthEvent, { type: 'turn.delta' }>

/** One answer on the screen: as it comes, or with `--json` not at all, since the caller prints it whole. */
export interface AnswerView {
  add(delta: Pick<Delta, 'kind' | 'offset' | 'text'>): void
  /** Shows what has not come as a piece, and what has to be said about the end. */
  end(end: TurnEnd): void
  /** Whatever happened: nobody waits any more. */
  close(): void
}

/** Begins to wait for an answer. With `thinking` what the model thinks goes to stderr. */
export function viewAnswer(
  { terminal, output, ending, options: { json = false } }: Session,
  thinking: boolean,
): AnswerView {
  const notice = startWaitNotice(output, terminal.clock)
  const shown = { text: '', thinking: '' }

  const show = (kind: 'text' | 'thinking', text: string): void => {
    if (text === '') return
    notice.end()
    if (kind === 'thinking') {
      if (thinking) output.aside(text)
    } else {
      if (thinking && shown.text === '' && shown.thinking !== '') output.aside('\n\n')
      if (!json) output.result(text)
    }
    shown[kind] += text
  }
  return {
    add: ({ kind, offset, text }) => show(kind, text.slice(Math.max(0, shown[kind].length - offset))),
    end(end) {
      notice.end()
      show('text', end.answer.content.slice(shown.text.length))
      if (!json && shown.text !== '' && !shown.text.endsWith('\n')) output.result('\n')
      else if (thinking && shown.text === '' && shown.thinking !== '') output.aside('\n')
      const said = remark(end)
      // A reader that went away does not care.
      if (said !== null && ending.code() !== exitCodes.SIGPIPE) output.note(said)
    },
    close: () => notice.end(),
  }
}

/** What has to be said about the end of an answer, or null when it is whole. */
function remark({ answer, error }: TurnEnd): string | null {
  if (error && answer.metadata?.status !== 'stopped') return error.message
  switch (answer.metadata?.status) {
    case 'stopped':
      return answer.content === '' ? 'Stopped before the answer began.' : 'Stopped. What came is kept.'
    case 'interrupted':
      return 'The answer was interrupted. What came is kept.'
    case 'failed':
    case 'streaming':
      return 'The answer is not complete. What came is kept.'
    default:
      return answer.metadata?.doneReason === 'length'
        ? 'The answer ran into its limit and is cut there.'
        : null
  }
}
