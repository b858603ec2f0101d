import { slashCommands } from '../../shared/slash-commands.ts'

/** A command that can be typed in the place of a message. */
export interface SlashCommand {
  readonly name: string
  /** What is written after it, in brackets where it may be left out; null where it stands alone. */
  readonly argument: string | null
  readonly about: string
}

const commands: readonly SlashCommand[] = slashCommands.map(({ name, takes, does }) => ({
  name: `/${name}`,
  argument: takes === '' ? null : takes.toLowerCase(),
  about: does,
}))

/** The commands that begin with what is typed, while nothing but a command's beginning is; none for one that is whole. */
export function completions(typed: string): readonly SlashCommand[] {
  if (!/^\/[a-z]*$/i.test(typed)) return []
  const begun = typed.toLowerCase()
  const found = commands.filter(({ name }) => name.startsWith(begun))
  return found.length === 1 && found[0]?.name === begun ? [] : found
}
