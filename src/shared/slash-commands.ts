/** What can be asked for without a model: a slash, a word, and what it takes. For help, and to complete what is typed. */
export const slashCommands = [
  { name: 'remember', takes: 'TEXT', does: 'keeps a fact about you or your work' },
  { name: 'forget', takes: 'TEXT', does: 'gives up a fact that it kept' },
  { name: 'search', takes: 'WORDS', does: 'looks through your conversations' },
  { name: 'export', takes: '[FILE]', does: 'writes your conversations to a file' },
  { name: 'run', takes: 'COMMAND', does: 'runs a command in a folder that you have granted' },
  { name: 'open', takes: 'FILE|ADDRESS', does: 'opens a file, a folder or an address' },
  { name: 'files', takes: '[FOLDER]', does: 'lists what is in a folder' },
  { name: 'help', takes: '', does: 'lists these commands' },
] as const

export type SlashCommandName = (typeof slashCommands)[number]['name']

/** The list for people, a line each. */
export function describeSlashCommands(): string {
  const usages = slashCommands.map(({ name, takes }) => `/${name} ${takes}`.trimEnd())
  const width = Math.max(...usages.map((usage) => usage.length))
  return slashCommands.map(({ does }, index) => `${(usages[index] ?? '').padEnd(width)}  ${does}`).join('\n')
}
