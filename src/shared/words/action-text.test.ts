import { expect, test } from 'vitest'
import { slashCommands } from '../slash-commands.ts'
import { actionText, planText } from './action-text.ts'
import { en } from './en.ts'
import { openWords } from './language.ts'

const english = openWords('en').t
const german = openWords('de').t

test.each([
  ['read_file', 'Read notes.md.', 'notes.md lesen.'],
  [
    'write_file',
    'Write a new file a.md with 12,345 characters.',
    'Eine neue Datei a.md mit 12.345 Zeichen schreiben.',
  ],
  ['write_file', 'Replace what is in a.md by 1 character.', 'Was in a.md steht, durch ein Zeichen ersetzen.'],
  ['copy_file', 'Copy a to b.', 'a nach b kopieren.'],
  [
    'copy_file',
    'Copy a to b, in place of what is there.',
    'a nach b kopieren, anstelle dessen, was dort ist.',
  ],
  ['run_command', 'Run echo {{x}} $t(tray:quit) $&\nls', 'Ausführen: echo {{x}} $t(tray:quit) $&\nls'],
])('%s, “%s”, is “%s” in German', (action, title, words) => {
  expect(actionText(german, { action, title })).toBe(words)
  expect(actionText(english, { action, title })).toBe(title)
})

test('a title stays as it is stored where it leaves a doubt, does not fit, or its action is not known', () => {
  for (const action of ['copy_file', 'read_file', 'other', '', 'toString']) {
    const title = 'Copy a to b to c.'
    expect(actionText(german, { action, title })).toBe(title)
  }
})

test('a plan is told by the titles of its first actions', () => {
  const step = (path: string) => ({ action: 'delete_file', title: `Delete ${path}.` })
  const plan = (...paths: string[]) =>
    ({ summary: 'as stored', actions: paths.map(step) }) as unknown as Parameters<typeof planText>[1]
  expect(planText(english, plan('a', 'b'))).toBe('as stored')
  expect(planText(german, plan('a'))).toBe('a löschen.')
  expect(planText(german, plan('a', 'b'))).toBe('2 Schritte: a löschen. b löschen.')
  expect(planText(german, plan('a', 'b', 'c', 'd'))).toMatch(/^4 Schritte: .* c löschen\. … und 1 weitere$/)
})

test('slash commands are the same in the window and in core', () => {
  const told = slashCommands.map(({ name, takes, does }) => [name, takes.toLowerCase(), does])
  const { takes, commands } = en.actions
  const words = slashCommands.map(({ name }) => [name, name === 'help' ? '' : takes[name], commands[name]])
  expect(words).toEqual(told)
})
