import type { Assistant } from '../core/assistant.ts'
import type { Conversation } from '../shared/conversation.ts'
import { describeSlashCommands, slashCommands } from '../shared/slash-commands.ts'
import type { Output } from './output.ts'
import { oneLine } from './text.ts'

/** Where a chat stands. */
export interface ChatState {
  /** Null until the first message begins one. */
  conversation: Conversation | null
  /** The model that will answer, or null for core to choose. */
  model: string | null
}

export interface Command {
  readonly name: string
  readonly argument: string
}

const help = `/new                begins a new conversation
/model              lists the models; /model NAME lets another one answer
/quit               leaves, as Ctrl-D does
${describeSlashCommands()}
Ctrl-C stops an answer or a run; what came is kept. Pasted lines are one message.
A message that begins with a slash: put a blank before it.`

/**
 * A command is a slash and a word, on a single line; a path or a pasted text is a message. So is what the assistant
 * itself understands: what it does belongs to the conversation.
 */
export function parseCommand(text: string): Command | null {
  const match = /^\/([a-z]+)(?:[ \t]+(.*))?$/i.exec(text.trimEnd())
  const name = match?.[1]?.toLowerCase()
  if (name === undefined || (name !== 'help' && slashCommands.some((known) => known.name === name)))
    return null
  return { name, argument: (match?.[2] ?? '').trim() }
}

/** Carries out a command; resolves with whether the chat goes on. Throws AppError when the model server does. */
export async function runCommand(
  { name, argument }: Command,
  assistant: Assistant,
  output: Output,
  state: ChatState,
): Promise<boolean> {
  switch (name) {
    case 'new':
      state.conversation = null
      output.quiet('A new conversation.')
      return true
    case 'model':
      await (argument === ''
        ? listChoices(assistant, output, state)
        : setModel(argument, assistant, output, state))
      return true
    case 'help':
      output.note(help)
      return true
    case 'quit':
    case 'exit':
      return false
    default:
      output.note(`There is no command /${name}. /help lists them.`)
      return true
  }
}

async function listChoices(assistant: Assistant, output: Output, state: ChatState): Promise<void> {
  const models = await assistant.models()
  if (models.length === 0) output.note('No model is installed yet. Get one with “ollama pull qwen3:4b”.')
  for (const { name, cloud } of models) {
    const mark = name === state.model ? '*' : ' '
    output.note(`${mark} ${oneLine(name)}${cloud ? '  (runs on other computers)' : ''}`)
  }
}

async function setModel(
  wanted: string,
  assistant: Assistant,
  output: Output,
  state: ChatState,
): Promise<void> {
  const names = (await assistant.models()).map((model) => model.name)
  const found = [wanted, `${wanted}:latest`]
    .map((name) => names.find((candidate) => candidate.toLowerCase() === name.toLowerCase()))
    .find((name) => name !== undefined)
  if (found === undefined) {
    output.note(
      `The model ${oneLine(wanted)} is not installed. Get it with “ollama pull ${oneLine(wanted)}”.`,
    )
    return
  }
  if (state.conversation)
    state.conversation = await assistant.conversations.setModel(state.conversation.id, found)
  state.model = found
  output.quiet(`${oneLine(found)} answers now.`)
}
