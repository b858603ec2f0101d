import type { SlashCommandName } from '../../slash-commands.ts'

export const actions = {
  /**
   * What the actions are called, as core stores it, by their names: of one that has several titles the first that fits
   * counts. A title that none fits stays as it is stored.
   */
  titles: {
    list_files: { granted: 'List what is in the granted folder.', one: 'List what is in {{folder}}.' },
    read_file: { one: 'Read {{path}}.' },
    search_files: {
      granted: 'Look for “{{text}}” in the granted folder.',
      one: 'Look for “{{text}}” in {{folder}}.',
    },
    write_file: {
      replaceOne: 'Replace what is in {{path}} by 1 character.',
      replace: 'Replace what is in {{path}} by {{size, number}} characters.',
      newOne: 'Write a new file {{path}} with 1 character.',
      new: 'Write a new file {{path}} with {{size, number}} characters.',
    },
    edit_file: { one: 'Change a passage in {{path}}.' },
    move_file: {
      replace: 'Move {{from}} to {{to}}, in place of what is there.',
      one: 'Move {{from}} to {{to}}.',
    },
    copy_file: {
      replace: 'Copy {{from}} to {{to}}, in place of what is there.',
      one: 'Copy {{from}} to {{to}}.',
    },
    delete_file: { one: 'Delete {{path}}.' },
    run_command: { one: 'Run {{command}}' },
    fetch_page: { one: 'Fetch the page {{url}}.' },
    read_clipboard: { one: 'Read the clipboard.' },
    write_clipboard: {
      single: 'Put 1 character into the clipboard.',
      one: 'Put {{size, number}} characters into the clipboard.',
    },
    open: { one: 'Open {{target}}.' },
    remember: { one: 'Remember: {{text}}' },
    forget: { one: 'Forget what is remembered of: {{text}}' },
    search_conversations: { one: 'Look for “{{text}}” in your conversations.' },
    export_conversations: {
      allNew: 'Export all conversations to a new file.',
      all: 'Export all conversations to {{path}}.',
      oneNew: 'Export a conversation to a new file.',
      one: 'Export a conversation to {{path}}.',
    },
    query_history: { one: 'Ask your history: {{sql}}' },
  },
  steps: '{{steps, number}} steps: {{titles}}',
  stepsMore: '{{steps, number}} steps: {{titles}} … and {{more, number}} more',

  /** Of slash commands. */
  commands: {
    remember: 'keeps a fact about you or your work',
    forget: 'gives up a fact that it kept',
    search: 'looks through your conversations',
    export: 'writes your conversations to a file',
    run: 'runs a command in a folder that you have granted',
    open: 'opens a file, a folder or an address',
    files: 'lists what is in a folder',
    help: 'lists these commands',
  } satisfies Record<SlashCommandName, string>,
  takes: {
    remember: 'text',
    forget: 'text',
    search: 'words',
    export: '[file]',
    run: 'command',
    open: 'file|address',
    files: '[folder]',
  } satisfies Record<Exclude<SlashCommandName, 'help'>, string>,
}
