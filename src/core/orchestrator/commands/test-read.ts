import { readCommand } from './read-command.ts'

const now = new Date('2026-11-24T15:00:00Z')

/** For tests: the action that a sentence asks for and what it is about, or what else becomes of it; null where it is no command. */
export function readSaid(text: string): unknown {
  const command = readCommand(text, now)
  return command?.kind === 'calls'
    ? command.calls.map((one) => [one.name, (one.arguments as { text?: unknown }).text])[0]
    : command
}
