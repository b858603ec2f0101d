import type { Assistant } from '../core/assistant.ts'
import { findAppError, type AppError } from '../shared/errors.ts'
import { readPolicy, type ApprovalOptions, type Policy } from './approval.ts'
import { parseCommand, runCommand, type ChatState } from './chat-commands.ts'
import { findConversation } from './conversation-id.ts'
import { exchange, exitCodeOf } from './exchange.ts'
import { openHistory } from './history.ts'
import { readPipe, readTerminal, type Lines } from './lines.ts'
import { likelyModel } from './models.ts'
import { sessionFolder, type Session } from './session.ts'
import type { Outcome } from './settle.ts'
import { describe } from './status.ts'
import { oneLine } from './text.ts'
import { UsageError } from './usage-error.ts'

export interface ChatOptions extends ApprovalOptions {
  /** Go on with this one: an id or its beginning. */
  readonly conversation?: string
  /** The conversations that begin here leave nothing behind. */
  readonly temporary?: boolean
  readonly thinking?: boolean
}

/** What a chat is made of while it runs. */
interface Chat {
  readonly assistant: Assistant
  readonly session: Session
  readonly options: ChatOptions
  readonly policy: Policy
  readonly lines: Lines
  readonly state: ChatState
  /** Stops the answer that is coming, or the run that is under way, if one is. */
  stopAnswer: (() => void) | null
}

/**
 * Holds a conversation until Ctrl-D or the end of the input. On a terminal it ends with 0; on a pipe with 1 when any
 * message got no whole answer, or else with 3 when a plan waits.
 */
export async function holdChat(
  assistant: Assistant,
  session: Session,
  options: ChatOptions,
): Promise<number> {
  const { terminal, output, ending } = session
  const policy = readPolicy(options)
  if (options.temporary && options.conversation !== undefined)
    throw new UsageError('A conversation that is there is not temporary: give --temporary or --conversation.')
  const conversation = options.conversation ? await findConversation(assistant, options.conversation) : null
  const model = session.options.model ?? conversation?.model ?? null
  const person = terminal.stdin.isTTY === true && output.notesToTerminal

  const lines = person ? readPerson() : readPipe(terminal)
  const running: Chat = {
    assistant,
    session,
    options,
    policy,
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
    const outcome = await converse(running)
    return person ? 0 : exitCodeOf[outcome]
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
async function greet({ assistant, session, state, options }: Chat, person: boolean): Promise<void> {
  const { output } = session
  const ollama = await assistant.status()
  if (ollama.state !== 'running') output.note(describe(ollama))
  else {
    state.model ??= await likelyModel(assistant, undefined)
    if (state.model === null) output.note('No model is installed yet. Get one with “ollama pull qwen3:4b”.')
    else output.quiet(`${oneLine(state.model)} answers.`)
  }
  if (state.conversation) output.quiet(`Going on with “${oneLine(state.conversation.title)}”.`)
  if (options.temporary) output.quiet('Nothing of this stays when you leave.')
  if (person) output.quiet('/help lists the commands, Ctrl-D leaves.')
}

/** Message after message. Resolves with the worst of what came of them. */
async function converse(chat: Chat): Promise<Outcome> {
  const { assistant, session, lines, state } = chat
  let worst: Outcome = 'done'
  for (;;) {
    const text = await lines.next()
    if (text === null || session.ending.signal.aborted) return worst
    if (text.trim() === '') continue
    const command = parseCommand(text)
    try {
      if (!command) worst = worse(worst, await answer(chat, text))
      else if (!(await runCommand(command, assistant, session.output, state))) return worst
    } catch (error) {
      const expected = findAppError(error)
      if (!expected || isFatal(expected)) throw error
      session.output.note(expected.message)
      worst = 'failed'
    }
  }
}

function worse(one: Outcome, other: Outcome): Outcome {
  if (one === 'failed' || other === 'failed') return 'failed'
  return one === 'waits' ? one : other
}

/** Nothing more can be kept: going on would only lose words. */
function isFatal({ code }: AppError): boolean {
  return code === 'database' || code === 'already_open'
}

async function answer(chat: Chat, text: string): Promise<Outcome> {
  const { assistant, session, options, state, policy, lines } = chat
  const { terminal, output, ending } = session
  const controller = new AbortController()
  chat.stopAnswer = () => controller.abort()
  if (output.notesToTerminal) output.note('')
  try {
    const { started, outcome } = await exchange(
      assistant,
      {
        turnId: terminal.newId(),
        conversationId: state.conversation?.id ?? terminal.newId(),
        text,
        ...(options.temporary && { temporary: true }),
        ...(state.model === null ? {} : { model: state.model }),
      },
      session,
      {
        signal: AbortSignal.any([controller.signal, ending.signal]),
        thinking: options.thinking ?? false,
        policy,
        ask: lines.ask,
      },
    )
    state.conversation = started.conversation
    if (output.notesToTerminal) output.note('')
    return outcome
  } finally {
    chat.stopAnswer = null
  }
}
