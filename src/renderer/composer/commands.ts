/** A command that can be typed in the place of a message. Core's `readCommand` reads them; here they are completed. */
export interface SlashCommand {
  readonly name: string
  /** What is written after it; none where it stands alone. */
  readonly argument: string | null
  readonly about: string
}

export const commands: readonly SlashCommand[] = [
  { name: '/remember', argument: 'what', about: 'Keep something in mind' },
  { name: '/forget', argument: 'what', about: 'Forget something again' },
  { name: '/search', argument: 'words', about: 'Find it in earlier conversations' },
  { name: '/export', argument: null, about: 'Write this conversation to a file' },
  { name: '/run', argument: 'command', about: 'Run a command in a granted folder' },
  { name: '/open', argument: 'file or address', about: 'Open a file, a folder or an address' },
  { name: '/files', argument: 'folder', about: 'List the files of a folder' },
  { name: '/help', argument: null, about: 'Say what can be done here' },
]

/** The commands that begin with what is typed, while nothing but a command's beginning is; none for one that is whole. */
export function completions(typed: string): readonly SlashCommand[] {
  if (!/^\/[a-z]*$/i.test(typed)) return []
  const begun = typed.toLowerCase()
  const found = commands.filter(({ name }) => name.startsWith(begun))
  return found.length === 1 && found[0]?.name === begun ? [] : found
}

/** Whether a message is a command, which needs no model. */
export function isCommand(text: string): boolean {
  const [first] = text.trimStart().toLowerCase().split(/\s/, 1)
  return commands.some(({ name }) => name === first)
}
