import {
  describeSlashCommands,
  slashCommands,
  type SlashCommandName,
} from '../../../shared/slash-commands.ts'
import { call, unquote, type Command } from './command.ts'
import { runLine } from './command-words.ts'

type Reader = (argument: string) => Command

/** Those that can do without an argument, and those that cannot. */
const alone: ReadonlySet<SlashCommandName> = new Set(['export', 'files', 'help'])

const readers: Readonly<Record<SlashCommandName, Reader>> = {
  remember: (text) => call('remember', { text }),
  forget: (text) => call('forget', { text }),
  search: (words) => call('search_conversations', { query: unquote(words) }),
  export: (file) => call('export_conversations', file === '' ? {} : { path: unquote(file) }),
  run: runLine,
  open: (target) => call('open', { target: unquote(target) }),
  files: (folder) => call('list_files', folder === '' ? {} : { folder: unquote(folder) }),
  help: () => say(commandList()),
}

/** `/word …`. A path, or a slash that is not the first character, is none: null. */
export function readSlashCommand(text: string): Command | null {
  const match = /^\/([a-z]+)(?:\s+([^]*))?$/iu.exec(text.trimEnd())
  if (match === null) return null
  const given = (match[1] ?? '').toLowerCase()
  const argument = (match[2] ?? '').trim()
  const known = slashCommands.find(({ name }) => name === given)
  if (known === undefined) {
    // Something pasted, most likely.
    if (argument.includes('\n')) return null
    return say(`There is no command /${given}. These are there:\n\n${commandList()}`)
  }
  if (argument === '' && !alone.has(known.name))
    return say(`/${known.name} needs something: /${known.name} ${known.takes}`)
  return readers[known.name](argument)
}

/** Indented, so that Markdown leaves its columns alone. */
function commandList(): string {
  return describeSlashCommands().replaceAll(/^/gm, '    ')
}

function say(text: string): Command {
  return { kind: 'say', text }
}
