import type { Assistant, StartTurn } from '../core/assistant.ts'
import type { StartedTurn } from '../shared/contract.ts'
import type { ErrorReport } from '../shared/errors.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { TurnEnd } from '../shared/turn.ts'
import { exitCodes } from './ending.ts'
import type { Session } from './session.ts'
import { startWaitNotice } from './wait-notice.ts'

export interface TurnOptions {
  /** Stops the turn; what came is kept. */
  readonly signal: AbortSignal
  /** Show what the model thinks, on stderr. */
  readonly thinking: boolean
}

export interface TakenTurn {
  readonly started: StartedTurn
  readonly end: TurnEnd
  /** Complete and on disk. */
  readonly whole: boolean
}

/**
 * One turn from the message to the end of its answer, which is shown as it comes (with `--json` when it has come), and
 * what has to be said about that end. Throws what `startTurn` throws; a failing model is told by `end`.
 */
export async function takeTurn(
  assistant: Assistant,
  input: StartTurn,
  { terminal, output, ending, options: { json = false } }: Session,
  { signal, thinking }: TurnOptions,
): Promise<TakenTurn> {
  const notice = startWaitNotice(output, terminal.clock)
  const shown = { text: '', thinking: '' }
  let trouble: ErrorReport | null = null

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
  const listen = (event: HearthEvent): void => {
    if (event.type === 'store.trouble') {
      trouble = event.error
      if (trouble) output.note(trouble.message)
    }
    if (event.type !== 'turn.delta' || event.turnId !== input.turnId) return
    show(event.kind, event.text.slice(Math.max(0, shown[event.kind].length - event.offset)))
  }
  const stop = (): void => void assistant.stopTurn(input.turnId).catch(() => {})

  const stopListening = assistant.onEvent(listen)
  signal.addEventListener('abort', stop)
  try {
    const { ended, ...started } = await assistant.startTurn(input)
    // A stop that came before the turn was known has met nothing.
    if (signal.aborted) stop()
    const end = await ended
    notice.end()
    show('text', end.answer.content.slice(shown.text.length))
    if (json) output.result(`${JSON.stringify(asJson(started, end))}\n`)
    else if (shown.text !== '' && !shown.text.endsWith('\n')) output.result('\n')
    else if (thinking && shown.text === '' && shown.thinking !== '') output.aside('\n')
    const said = remark(end)
    // A reader that went away does not care.
    if (said !== null && ending.code() !== exitCodes.SIGPIPE) output.note(said)
    return { started, end, whole: end.answer.metadata?.status === 'complete' && trouble === null }
  } finally {
    signal.removeEventListener('abort', stop)
    stopListening()
    notice.end()
  }
}

function asJson({ conversation, userMessage }: StartedTurn, end: TurnEnd): object {
  return {
    conversationId: conversation.id,
    turnId: end.turnId,
    messages: [userMessage, end.answer],
    firstTokenMs: end.firstTokenMs,
    totalMs: end.totalMs,
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
