import { slashCommands, type SlashCommandName } from '../../shared/slash-commands.ts'

/** A command that can be typed in the place of a message. */
export interface SlashCommand {
  readonly name: `/${SlashCommandName}`
  /** Of its words. */
  readonly id: SlashCommandName
  /** Whether something is written after it. */
  readonly takes: boolean
}

const commands: readonly SlashCommand[] = slashCommands.map(({ name, takes }) => ({
  name: `/${name}`,
  id: name,
  takes: takes !== '',
}))

/** The commands that begin with what is typed, while nothing but a command's beginning is; none for one that is whole. */
export function completions(typed: string): readonly SlashCommand[] {
  if (!/^\/[a-z]*$/i.test(typed)) return []
  const begun = typed.toLowerCase()
  const found = commands.filter(({ name }) => name.startsWith(begun))
  return found.length === 1 && found[0]?.name === begun ? [] : found
}
