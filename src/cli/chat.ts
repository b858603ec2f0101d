import type { Assistant } from '../core/assistant.ts'
import { findAppError, type AppError } from '../shared/errors.ts'
import { parseCommand, runCommand, type ChatState } from './chat-commands.ts'
import { findConversation } from './conversation-id.ts'
import { openHistory } from './history.ts'
import { readPipe, readTerminal, type Lines } from './lines.ts'
import { likelyModel } from './models.ts'
import { sessionFolder, type Session } from './session.ts'
import { describe } from './status.ts'
import { takeTurn } from './take-turn.ts'
import { oneLine } from './text.ts'

export interface ChatOptions {
  /** Go on with this one: an id or its beginning. */
  readonly conversation?: string
  readonly thinking?: boolean
}

/** What a chat is made of while it runs. */
interface Chat {
  readonly assistant: Assistant
  readonly session: Session
  readonly options: ChatOptions
  readonly lines: Lines
  readonly state: ChatState
  /** Stops the answer that is coming, if one is. */
  stopAnswer: (() => void) | null
}

/**
 * Holds a conversation until Ctrl-D or the end of the input. On a terminal it ends with 0; on a pipe with 1 when any
 * message got no whole answer.
 */
export async function holdChat(
  assistant: Assistant,
  session: Session,
  options: ChatOptions,
): Promise<number> {
  const { terminal, output, ending } = session
  const conversation = options.conversation ? await findConversation(assistant, options.conversation) : null
  const model = session.options.model ?? conversation?.model ?? null
  const person = terminal.stdin.isTTY === true && output.notesToTerminal

  const lines = person ? readPerson() : readPipe(terminal)
  const running: Chat = {
    assistant,
    session,
    options,
    lines,
    state: { conversation, model },
    stopAnswer: null,
  }
  const closeLines = (): void => lines.close()
  ending.signal.addEventListener('abort', closeLines)
  const giveBack = ending.takeOver(() => stopAnswer(running))
  let up = true
  const stopListening = assistant.onEvent((event) => {
    if (event.type !== 'ollama.changed') return
    const came = event.status.state === 'running' && !up
    up = event.status.state === 'running'
    // That it has gone is said by the first answer that fails.
    if (came && !running.stopAnswer) lines.interrupt(() => output.quiet('Ollama is running now.'))
  })
  try {
    await greet(running, person)
    const whole = await converse(running)
    return person || whole ? 0 : 1
  } finally {
    stopListening()
    giveBack()
    ending.signal.removeEventListener('abort', closeLines)
    closeLines()
  }

  function readPerson(): Lines {
    const history = openHistory(sessionFolder(session), output.note)
    let warned = false
    return readTerminal(terminal, {
      prompt: '› ',
      history: history.read(),
      onHistory: history.keep,
      onInterrupt({ empty }) {
        if (stopAnswer(running)) return 'keep'
        if (empty && warned) closeLines()
        else if (empty) lines.interrupt(() => output.quiet('Ctrl-C again, or Ctrl-D, leaves.'))
        warned = empty
        return 'drop'
      },
    })
  }
}

function stopAnswer(chat: Chat): boolean {
  if (!chat.stopAnswer) return false
  chat.stopAnswer()
  return true
}

/** Which model answers, and what is wrong with Ollama if anything is. A chat begins all the same. */
async function greet({ assistant, session, state }: Chat, person: boolean): Promise<void> {
  const { output } = session
  const ollama = await assistant.status()
  if (ollama.state !== 'running') output.note(describe(ollama))
  else {
    state.model ??= await likelyModel(assistant, undefined)
    if (state.model === null) output.note('No model is installed yet. Get one with «ollama pull qwen3:4b».')
    else output.quiet(`${oneLine(state.model)} answers.`)
  }
  if (state.conversation) output.quiet(`Going on with «${oneLine(state.conversation.title)}».`)
  if (person) output.quiet('/help lists the commands, Ctrl-D leaves.')
}

/** Message after message. Resolves with whether each got a whole answer. */
async function converse(chat: Chat): Promise<boolean> {
  const { assistant, session, lines, state } = chat
  let whole = true
  for (;;) {
    const text = await lines.next()
    if (text === null || session.ending.signal.aborted) return whole
    if (text.trim() === '') continue
    const command = parseCommand(text)
    try {
      if (!command) whole = (await answer(chat, text)) && whole
      else if (!(await runCommand(command, assistant, session.output, state))) return whole
    } catch (error) {
      const expected = findAppError(error)
      if (!expected || isFatal(expected)) throw error
      session.output.note(expected.message)
      whole = false
    }
  }
}

/** Nothing more can be kept: going on would only lose words. */
function isFatal({ code }: AppError): boolean {
  return code === 'database' || code === 'already_open'
}

async function answer(chat: Chat, text: string): Promise<boolean> {
  const { assistant, session, options, state } = chat
  const { terminal, output, ending } = session
  const controller = new AbortController()
  chat.stopAnswer = () => controller.abort()
  if (output.notesToTerminal) output.note('')
  try {
    const { started, whole } = await takeTurn(
      assistant,
      {
        turnId: terminal.newId(),
        conversationId: state.conversation?.id ?? terminal.newId(),
        text,
        ...(state.model === null ? {} : { model: state.model }),
      },
      session,
      { signal: AbortSignal.any([controller.signal, ending.signal]), thinking: options.thinking ?? false },
    )
    state.conversation = started.conversation
    if (output.notesToTerminal) output.note('')
    return whole
  } finally {
    chat.stopAnswer = null
  }
}
