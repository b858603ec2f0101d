import { expect, test } from 'vitest'
import { actionText } from '../../shared/words/action-text.ts'
import { openWords } from '../../shared/words/language.ts'
import { fileActions, makeCatalogue } from './catalogue.ts'
import { openAction } from './desktop/open-target.ts'
import { readClipboardAction } from './desktop/read-clipboard.ts'
import { writeClipboardAction } from './desktop/write-clipboard.ts'
import { exportConversationsAction } from './history/export-conversations.ts'
import { queryHistoryAction } from './history/query-history.ts'
import { searchConversationsAction } from './history/search-conversations.ts'
import { forgetAction } from './memory/forget.ts'
import { rememberAction } from './memory/remember.ts'
import { runCommandAction } from './run-command.ts'
import { fetchPageAction } from './web/fetch-page.ts'

/** What they do it with: nothing is done here. */
const unused = {} as never
const catalogue = makeCatalogue([
  ...fileActions,
  ...[openAction, readClipboardAction, writeClipboardAction].map((make) => make(null)),
  ...[queryHistoryAction, searchConversationsAction, forgetAction, rememberAction].map((make) =>
    make(unused),
  ),
  exportConversationsAction({ history: unused }),
  runCommandAction(unused),
  fetchPageAction(unused),
])

test.each([
  ['list_files', { folder: '.' }],
  ['list_files', { folder: 'notes' }],
  ['read_file', { path: 'a' }],
  ['search_files', { text: 'b', folder: '.' }],
  ['search_files', { text: 'b', folder: 'notes' }],
  ['write_file', { path: 'a', content: 'x' }],
  ['write_file', { path: 'a', content: 'x'.repeat(1_234), replace: true }],
  ['edit_file', { path: 'a', old: 'b', new: 'c' }],
  ['move_file', { from: 'a', to: 'b' }],
  ['copy_file', { from: 'a', to: 'b', replace: true }],
  ['delete_file', { path: 'a' }],
  ['run_command', { command: ['ls'] }],
  ['fetch_page', { url: 'https://example.org/' }],
  ['read_clipboard', {}],
  ['write_clipboard', { text: 'text' }],
  ['open', { target: 'a' }],
  ['remember', { text: 'I like tea.' }],
  ['forget', { text: 'tea' }],
  ['search_conversations', { query: 'tea' }],
  ['export_conversations', {}],
  ['query_history', { sql: 'select 1' }],
])('what %s of %j is called has words in other languages, with all that it names', (name, given) => {
  const step = catalogue.get(name)?.prepare(given) ?? { action: name, title: '' }
  const named = Object.values(given)
    .flat()
    .filter((part) => typeof part === 'string' && part !== '.' && step.title.includes(part))
  for (const language of ['de', 'zh'] as const) {
    const text = actionText(openWords(language).t, step)
    expect(text).not.toBe(step.title)
    expect(named.filter((part) => !text.includes(String(part)))).toEqual([])
  }
  expect(actionText(openWords('en').t, step)).toBe(step.title)
})
