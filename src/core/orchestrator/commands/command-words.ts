import { parseCommand } from '../../actions/commands/parse-command.ts'
import { textOf } from '../../actions/commands/shell-syntax.ts'
import { call, type Command } from './command.ts'

/**
 * A request to run what was typed. A program and its arguments go without a shell; what only a shell understands
 * (pipes, redirections, variables, patterns, several commands) goes to one, as it is written.
 */
export function runLine(line: string): Command {
  const words = plainWords(line)
  return call('run_command', words === null ? { command: [line], shell: true } : { command: words })
}

/** Quotes are taken away as a shell would. Null where it is more than a program and its arguments. */
function plainWords(line: string): readonly string[] | null {
  const parsed = parseCommand(line)
  if (parsed.kind === 'unclear' || parsed.list.length !== 1) return null
  const [item] = parsed.list
  const [command, ...piped] = item?.pipeline ?? []
  if (item?.next !== ';' || command?.kind !== 'simple' || piped.length > 0) return null
  if (command.assignments.length + command.redirections.length > 0) return null
  // `!` turns a success round; the parser has passed over it.
  if (line.trimStart().startsWith('!')) return null
  const words = command.words.map(textOf)
  return words.every((word) => word !== null) ? words : null
}
