import type { Command } from './command.ts'
import { readSentence } from './sentence.ts'
import { readSlashCommand } from './slash-command.ts'

export type { Command } from './command.ts'

/**
 * What a message asks for that needs no model to understand: a slash command, or a plain sentence that can mean
 * nothing else. Null for everything else, and in doubt. `now` gives a meaning to «in ten minutes». Looks at nothing but
 * the text; the same input gives the same result.
 */
export function readCommand(text: string, now: Date): Command | null {
  return text.startsWith('/') ? readSlashCommand(text) : readSentence(text, now)
}
