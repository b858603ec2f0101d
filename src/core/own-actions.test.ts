import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeActingPlace, type ActingPlace } from '../../tests/support/acting-place.ts'
import { inverseSchema } from './actions/inverse.ts'
import { retrieveContext, storeFact } from './database/queries/context.ts'
import { listReminders, takeDue } from './database/queries/reminders.ts'
import { undo } from './actions/undo.ts'
import { offeredActions } from './orchestrator/plan/offered-actions.ts'

/** What actions do with Hearth's own: its memory, its history, its reminders, and the desktop. */
let world: ActingPlace
let granted: string
beforeEach(async () => {
  world = await makeActingPlace()
  granted = world.files.granted
  await world.folders.grant(granted)
})
afterEach(() => world[Symbol.asyncDispose]())

const offered = [
  'list_files read_file search_files write_file edit_file move_file copy_file delete_file run_command',
  'fetch_page read_clipboard write_clipboard open remember forget search_conversations export_conversations',
  'query_history remind',
].flatMap((line) => line.split(' '))

test('everything that Hearth can do is in the catalogue, and says what it is', () => {
  expect([...world.actions.catalogue.keys()].toSorted()).toEqual(offered.toSorted())
})

test('a fact is remembered once, however it is written, and forgotten by words of it', async () => {
  await world.act('remember', { text: 'I like tea.' })
  await world.act('remember', { text: ' i like  TEA', type: 'domain' })
  await world.act('remember', { text: 'I like Typescript' })
  expect(await retrieveContext(world.store.db, world.conversationId)).toMatchObject([
    { contextKey: 'likes_typescript', origin: 'said', evidence: 'I like Typescript', messageId: null },
    { contextKey: 'likes_tea', contextType: 'domain', history: [{ value: 'I like tea.' }] },
  ])
  expect(await world.prepare('forget', { text: 'liking' }).preview(world.files.place)).toMatchObject({
    kind: 'targets',
    targets: ['I like Typescript', 'i like  TEA (earlier: I like tea.)'],
    notes: expect.arrayContaining([
      expect.stringContaining('2 facts.'),
      expect.stringContaining('delete that'),
    ]),
  })
  await expect(world.act('forget', { text: 'coffee' })).rejects.toMatchObject({ code: 'not_found' })
  const elsewhere = { conversationId: null }
  expect(await world.act('forget', { text: 'tea' }, elsewhere)).toEqual({ summary: 'Forgot 1 fact.' })
  await expect(world.act('forget', { text: 'I like tea' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(world.act('remember', { text: 'x' }, elsewhere)).rejects.toThrow(
    'only possible in a conversation',
  )
})

test('what was remembered is taken back, with what it took the place of, while it is still that', async () => {
  const { conversationId, store } = world
  const remembered = async () =>
    (await retrieveContext(store.db, conversationId)).map(({ contextType, contextValue }) => [
      contextType,
      contextValue,
    ])
  const execution = { ...world.files.execution, place: await world.actions.place(), conversationId }
  const remember = async (text: string, type = 'preference') => {
    const { inverse } = await world.act('remember', { text, type })
    return () => undo(inverse!, execution)
  }
  const first = await remember('I like tea')
  const second = await remember('I LIKE tea.', 'domain')
  const [left] = (await first()).left
  expect(left?.reason).toBe('“I like tea” was changed or forgotten since. It was left as it is.')
  expect(await remembered()).toEqual([['domain', 'I LIKE tea.']])
  expect((await second()).left).toEqual([])
  expect(await remembered()).toEqual([['preference', 'I like tea']])
  expect((await first()).left).toEqual([])
  expect(await remembered()).toEqual([])
  // It is gone: taking it back twice, or after it was forgotten, brings nothing back.
  expect((await second()).left).toHaveLength(1)
  const third = await remember('\u0000 and half a pair \ud800')
  expect((await third()).left).toEqual([])
  expect(await remembered()).toEqual([])
})

test('who takes back what was remembered over something learned has that again, with where it came from and nothing else', async () => {
  const { conversationId, store } = world
  const learned = { contextType: 'technology', contextKey: 'likes_tea', contextValue: 'Likes tea' } as const
  await storeFact(store.db, {
    conversationId,
    ...learned,
    status: 'proposed',
    origin: 'learned',
    confidence: 0.75,
    evidence: 'I have always liked tea',
  })
  const before = await retrieveContext(store.db, conversationId)
  const { inverse } = await world.act('remember', { text: 'I like TEA' })
  expect(await retrieveContext(store.db, conversationId)).toMatchObject([
    { origin: 'said', evidence: 'I like TEA', status: 'kept', history: [{ value: 'Likes tea' }] },
  ])
  const execution = { ...world.files.execution, place: await world.actions.place(), conversationId }
  expect((await undo(inverseSchema.parse(inverse), execution)).left).toEqual([])
  const changed = { updatedAt: expect.any(Date) }
  expect(await retrieveContext(store.db, conversationId)).toEqual([{ ...before[0], ...changed }])
})

test('what is forgotten is kept nowhere: it cannot be brought back, and the plan says so', async () => {
  await world.act('remember', { text: 'I like tea' })
  const step = world.prepare('forget', { text: 'tea' })
  expect(step.undo(world.files.place)).toBe('no')
  expect(await step.preview(world.files.place)).toMatchObject({
    notes: expect.arrayContaining([expect.stringContaining('cannot be brought back')]),
  })
  expect(await world.act('forget', { text: 'tea' })).toEqual({ summary: 'Forgot 1 fact.' })
})

test('nothing is forgotten but what the plan showed, as it was then; what came or changed since stays and is told', async () => {
  const { conversationId, store } = world
  for (const text of ['I like tea', 'Tea is best at four', 'I grow tea'])
    await world.act('remember', { text })
  const step = world.prepare('forget', { text: 'tea' })
  const seen = await step.takes(world.files.place)
  expect(seen).toHaveLength(3)
  await world.act('remember', { text: 'I like TEA' })
  await world.act('remember', { text: 'The tea shop is closed' })
  expect(await world.act('forget', { text: 'tea' }, { seen })).toEqual({
    summary:
      'Forgot 2 facts. 2 facts came or changed since you saw the plan and stayed. Ask again to have them forgotten too.',
  })
  const left = await retrieveContext(store.db, conversationId)
  expect(left.map(({ contextValue }) => contextValue)).toEqual(['The tea shop is closed', 'I like TEA'])
  await expect(world.act('forget', { text: 'tea' }, { seen })).rejects.toMatchObject({ code: 'changed' })
})

test('what a fact said before is found as well, shown with it, and forgotten with it', async () => {
  const remember = (text: string) => world.act('remember', { text, type: 'domain' })
  await remember('My employer is Acme')
  await remember('My employer is Globex')
  const plan = await world.prepare('forget', { text: 'Acme' }).preview(world.files.place)
  expect(plan).toMatchObject({ targets: ['My employer is Globex (earlier: My employer is Acme)'] })
  expect(await world.act('forget', { text: 'Acme' })).toEqual({ summary: 'Forgot 1 fact.' })
})

test('what was said is found, the best first, in any case and with signs that mean nothing', async () => {
  await world.say('We spoke of 100% GREEN energy')
  await world.say('And of 100 other things', 'assistant')
  const { summary, output, source } = await world.act('search_conversations', { query: '100% green' })
  expect([summary, source]).toEqual(['Found 2 messages with “100% green”.', 'earlier conversations'])
  expect(output).toMatch(
    /^In “A talk”, 20.*Z, user:\nWe spoke of 100% GREEN energy\n\nIn “A talk”, 20.*Z, assistant:\nAnd of 100 other things$/,
  )
  expect((await world.act('search_conversations', { query: '_' })).output).toBe('Nothing was found.')
})

test('conversations are exported whole to a new file, and taken back', async () => {
  await world.say('Second\n"message"', 'assistant')
  await world.act('remember', { text: 'I like tea' })
  const outcome = await world.act('export_conversations', { path: 'out/all.json' })
  const file = join(granted, 'out', 'all.json')
  expect(outcome.summary).toBe(`Exported 1 conversation to ${file}.`)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    format: 'hearth.memory',
    version: 1,
    conversations: [
      {
        id: world.conversationId,
        title: 'A talk',
        messages: [
          { role: 'user', content: 'Hello', messageType: 'text' },
          { role: 'assistant', content: 'Second\n"message"' },
        ],
      },
    ],
    contexts: [{ type: 'preference', key: 'likes_tea', value: 'I like tea' }],
  })
  await expect(world.act('export_conversations', { path: 'out/all.json' })).rejects.toThrow('already')
  const execution = { ...world.files.execution, place: await world.actions.place() }
  await undo(outcome.inverse!, execution)
  expect(await readdir(granted)).toEqual([])

  await world.act('export_conversations', { conversationId: world.conversationId })
  expect(await readdir(granted)).toEqual([
    expect.stringMatching(/^hearth-conversations-[\d-]+T[\d-]+\.json$/),
  ])
  const gone = { conversationId: '00000000-0000-4000-8000-000000000000', path: 'none.json' }
  await expect(world.act('export_conversations', gone)).rejects.toMatchObject({ code: 'not_found' })
  expect(existsSync(join(granted, 'none.json'))).toBe(false)
})

test('questions in SQL are answered where they can only read, and refused on a server without a role for that', async () => {
  const sql = 'select title from conversation; '
  const step = world.prepare('query_history', { sql })
  expect([step.risk(world.files.place), step.reads]).toEqual(['read', null])
  const answered = await world.act('query_history', { sql }).then(
    ({ output }) => output,
    (error: { code: string }) => error.code,
  )
  expect(answered).toBe(world.store.ask === null ? 'forbidden' : '{"title":"A talk"}')
  const shown = await step.preview(world.files.place).then(
    (preview) => preview?.kind === 'targets' && preview.notes.join(),
    (error: Error) => error.message,
  )
  expect(shown).toContain(world.store.ask === null ? 'hearth db reader' : 'on a copy of your history')
})

/** A small disk of its own can be made by root on Linux. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

test.skipIf(!canMount)('an export to a full disk leaves nothing (needs root on Linux)', async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', granted])
  using _ = { [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', granted]) }
  await world.say('x'.repeat(3_000_000))
  await expect(world.act('export_conversations', {})).rejects.toMatchObject({ code: 'disk_full' })
  expect(await readdir(granted)).toEqual([])
})

test('a reminder is kept for its time, in whatever zone that is named; a time that is over is refused', async () => {
  const year = new Date().getFullYear() + 1
  const { summary } = await world.act('remind', { text: 'Call Ann', at: `${year}-03-01T09:00:00+02:00` })
  expect(summary).toMatch(/^You will be reminded on .*1 March \d+ at 07:00: Call Ann$/)
  expect(await listReminders(world.store.db, 10)).toMatchObject([
    { text: 'Call Ann', dueAt: `${year}-03-01T07:00:00.000Z`, firedAt: null },
  ])
  await expect(world.act('remind', { text: 'x', at: '2020-01-01T00:00:00Z' })).rejects.toThrow('is over')
  await expect(world.act('remind', { text: 'x', at: '9999-01-01T00:00:00Z' })).rejects.toThrow('too far away')
  expect(() => world.prepare('remind', { text: 'x', at: 'tomorrow' })).toThrow('do not fit')
})

test('a reminder is taken back while it waits, and no more once it was told', async () => {
  const at = `${new Date().getFullYear() + 1}-03-01T09:00:00Z`
  const step = world.prepare('remind', { text: 'Call Ann', at })
  const execution = { ...world.files.execution, place: await world.actions.place() }
  expect(step.undo(execution.place)).toBe('yes')
  const { inverse } = await step.execute(execution)
  expect(await undo(inverse!, execution)).toMatchObject({ undone: inverse!.changes, left: [] })
  expect(await listReminders(world.store.db, 10)).toEqual([])

  const told = await step.execute(execution)
  await takeDue(world.store.db, new Date(Date.parse(at) + 1))
  expect(await undo(told.inverse!, execution)).toMatchObject({
    undone: [],
    left: [{ reason: 'The reminder “Call Ann” was told already, or is gone.' }],
  })
  expect(await listReminders(world.store.db, 10)).toMatchObject([{ text: 'Call Ann' }])
})

test('the clipboard is read and written by way of the desktop', async () => {
  expect(await world.act('read_clipboard', {})).toMatchObject({ output: 'copied', source: 'the clipboard' })
  await world.act('write_clipboard', { text: 'new' })
  expect(world.asked).toEqual(['write new'])
})

test('files, folders and addresses are opened; programs, what lies elsewhere and other addresses are not', async () => {
  for (const name of ['notes.md', 'run.sh', 'x.DESKTOP', 'a.exe ', 'virus.pdf.lnk', 'help.chm', 'sums.XLSM'])
    writeFileSync(join(granted, name), 'x')
  writeFileSync(join(granted, 'tool'), 'x', { mode: 0o755 })
  mkdirSync(join(granted, 'Evil.app'))
  mkdirSync(join(granted, 'folder'))
  symlinkSync('run.sh', join(granted, 'harmless.txt'))
  symlinkSync('/etc/hosts', join(granted, 'out.txt'))
  for (const target of [
    'notes.md',
    'folder',
    'https://x.example/a?b',
    'mailto:ann@x.example?subject=Hi%20you',
  ])
    await world.act('open', { target })
  expect(world.asked).toEqual([
    `open ${join(granted, 'notes.md')}`,
    `open ${join(granted, 'folder')}`,
    'address https://x.example/a?b',
    'address mailto:ann@x.example?subject=Hi%20you',
  ])
  const refused =
    'run.sh x.DESKTOP|a.exe |virus.pdf.lnk|help.chm|sums.XLSM|tool|Evil.app|harmless.txt|out.txt|/etc/hosts|.ssh/x'
  for (const target of [
    ...refused.replace(' x.D', '|x.D').split('|'),
    'mailto:ann@x.example?subject=x&Attach=/etc/hosts',
    'file:///etc/hosts',
    'javascript:alert(1)',
    'smb://server/share',
    'vscode://run',
  ])
    await expect(world.act('open', { target })).rejects.toMatchObject({ code: 'forbidden' })
  expect(world.asked).toHaveLength(4)
})

test('without a desktop that is said, and nothing else is missing', async () => {
  await using terminal = await makeActingPlace({ desktop: false })
  for (const [name, args] of [
    ['read_clipboard', {}],
    ['write_clipboard', { text: 'x' }],
    ['open', { target: 'https://x.example' }],
  ] as const)
    await expect(terminal.act(name, args)).rejects.toThrow('needs a desktop')
  const lacking = async ({ actions }: ActingPlace) => {
    const told = await Promise.all(
      [...actions.catalogue].map(async ([name, one]) => [name, await one.lacks()]),
    )
    return told.flatMap(([name, lacks]) => (lacks === null ? [] : name))
  }
  const questions = world.store.ask === null ? ['query_history'] : []
  expect(await lacking(terminal)).toEqual([
    'fetch_page',
    'read_clipboard',
    'write_clipboard',
    'open',
    ...questions,
  ])
  expect(await lacking(world)).toEqual(['fetch_page', ...questions])
  const asking = { text: 'Fetch https://x.example', recent: [], used: [], goesOn: false }
  const offer = await offeredActions(world.actions, asking)
  expect([...offer.actions.keys()]).toEqual(['open'])
  expect(offer.lacks).toEqual([expect.stringContaining('The network is switched off')])
  // Of what it needs nothing is possible: then it may be whatever is.
  const elsewhere = await offeredActions(terminal.actions, asking)
  expect([...elsewhere.actions.keys()]).toContain('run_command')
  expect([...elsewhere.actions.keys()]).not.toContain('open')
  await terminal.act('remember', { text: 'I like tea' })
})

test('no title breaks a line or turns it around, whatever is named', () => {
  const nasty = 'a\nb\u202Efdp.exe\u0000'
  const titles = [
    ['read_file', { path: nasty }],
    ['open', { target: nasty }],
    ['run_command', { command: ['echo', nasty.replace('\0', '')] }],
    ['remember', { text: nasty }],
    ['query_history', { sql: nasty }],
  ] as const
  for (const [name, args] of titles)
    expect(world.prepare(name, args).title).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
})
