import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { chooseActions, type Asking } from './orchestrator/plan/choose-actions.ts'

const names = [
  'list_files read_file search_files write_file edit_file move_file copy_file delete_file run_command',
  'fetch_page read_clipboard write_clipboard open remember forget search_conversations export_conversations',
  'query_history remind dance',
].flatMap((line) => line.split(' '))
const all: ReadonlyMap<string, null> = new Map(names.map((name) => [name, null]))

function offered(text: string, more: Partial<Asking> = {}): string[] {
  return [...chooseActions({ text, recent: [], used: [], goesOn: false, ...more }, all).keys()]
}

const lineSchema = z.object({ text: z.string(), action: z.string().optional() })
function read(name: string): readonly z.infer<typeof lineSchema>[] {
  const file = new URL(`../../tests/fixtures/eval/${name}.jsonl`, import.meta.url)
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)))
}
const missed = (name: string) =>
  read(name).filter(({ text, action }) => action !== undefined && !offered(text).includes(action))

describe('the action that a message needs is among those it is offered', () => {
  test('in the project’s own set, most of it with 12 actions or fewer', () => {
    expect(missed('messages')).toEqual([])
    const needing = read('messages').filter(({ action }) => action !== undefined)
    const few = needing.filter(({ text }) => offered(text).length <= 12)
    expect(few.length / needing.length).toBeGreaterThan(0.75)
  })

  test('in phrasings that the words were not chosen by', () => {
    expect(read('phrasings').length).toBeGreaterThanOrEqual(90)
    expect(missed('phrasings')).toEqual([])
  })
})

test.each([
  ['Run npm test', 'run_command', 'remind'],
  ['Delete report.txt', 'delete_file', 'fetch_page'],
  ['Fetch https://example.com and summarise it', 'fetch_page', 'delete_file'],
  ['Remind me to stretch in ten minutes', 'remind', 'write_file'],
  ['Remember that I like tea', 'remember', 'write_file'],
  ['Search our conversations for sourdough', 'search_conversations', 'read_clipboard'],
  ['What is in my clipboard?', 'read_clipboard', 'run_command'],
  ['Erinnere mich um 9 an den Zahnarzt', 'remind', 'delete_file'],
  ['List the files here', 'list_files', 'delete_file'],
])('%j is offered %s, and %s is left out', (text, needed, spared) => {
  expect(offered(text)).toContain(needed)
  expect(offered(text)).not.toContain(spared)
})

test.each([
  'Sort this out for me',
  'Clear everything, I want to start over',
  'crée un fichier liste.txt avec trois fruits',
  'lue notes.md ja muistuta minua siitä',
  'notes.md の内容を読んで要約して',
  'Read tasks.md and do what it says',
  `Read notes.md. ${'And mind this. '.repeat(50)}`,
  'Yes, do it',
  '',
])('%j may need anything, and is offered all', (text) => {
  expect(offered(text)).toEqual(names)
})

test('what belongs to no subject is never left out', () => {
  expect(offered('Run npm test')).toContain('dance')
})

describe('a message that points to what was said', () => {
  const before = (...contents: string[]) => ({
    recent: contents.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content })),
  })

  test.each([
    ['now delete it', { used: ['read_file'] }, 'delete_file', 'remind'],
    ['yes, do that', { used: ['search_conversations'] }, 'export_conversations', 'write_file'],
    ['the other one', before('Read notes.md', 'There are two.'), 'read_file', 'fetch_page'],
    ['yes please', before('Tea is nice', 'Shall I remember that?'), 'remember', 'delete_file'],
    ['again', { used: ['run_command'] }, 'run_command', 'remind'],
    ['and put it into a file', { used: ['fetch_page'] }, 'write_file', 'query_history'],
    ['ja, mach das', { used: ['remind'] }, 'remind', 'fetch_page'],
    ['do the same with report.txt', { used: ['write_clipboard'] }, 'write_clipboard', 'remind'],
  ] as const)('%j keeps what was in use', (text, more, needed, spared) => {
    expect(offered(text, more)).toContain(needed)
    expect(offered(text, more)).not.toContain(spared)
  })

  test('is offered all where nothing was in use, or where it says much more', () => {
    expect(offered('yes, do that', before('Hello', 'Hi. Shall I?'))).toEqual(names)
    const long =
      'I have thought about it and would like you to take that and do whichever of both you think best'
    expect(offered(long, { used: ['read_file'] })).toEqual(names)
  })

  test('and one that goes on from a run has what the run used, and what its own words need', () => {
    const after = offered('Remind me at 9 of what I copied', { used: ['read_file'], goesOn: true })
    expect(after).toEqual(expect.arrayContaining(['read_file', 'write_file', 'remind', 'read_clipboard']))
    expect(offered('Sort this out for me', { used: ['read_file'], goesOn: true })).toEqual(names)
  })
})
