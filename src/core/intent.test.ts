import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { classifyIntent } from './intent.ts'

const folder = new URL('../../tests/fixtures/intent/', import.meta.url)
const messageSchema = z.strictObject({
  text: z.string(),
  intent: z.enum(['chat', 'action', 'unsure']),
  destructive: z.boolean(),
})
const messages = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n'))
  .map((line) => messageSchema.parse(JSON.parse(line)))
const read = messages.map((message) => ({ ...message, told: classifyIntent(message.text, []) }))

describe('the set of messages', () => {
  test('is large, and no message is in it twice', () => {
    expect(messages.length).toBeGreaterThanOrEqual(1_000)
    expect(new Set(messages.map(({ text }) => text)).size).toBe(messages.length)
  })

  test('whatever is decided is decided right', () => {
    const wrong = read.filter(({ intent, told }) => told.intent !== 'unsure' && told.intent !== intent)
    expect(wrong.map(({ text, told }) => [text, told.intent])).toEqual([])
  })

  test('of what can be told at least 90 % is decided', () => {
    const clear = read.filter(({ intent }) => intent !== 'unsure')
    const decided = clear.filter(({ told }) => told.intent !== 'unsure')
    expect(decided.length / clear.length).toBeGreaterThanOrEqual(0.9)
  })

  test('what would take something away is never missed', () => {
    const missed = read.filter(({ destructive, told }) => destructive && !told.destructive)
    expect(missed.map(({ text }) => text)).toEqual([])
  })

  test('of what takes nothing away at most 2 % is said to', () => {
    const harmless = read.filter(({ destructive }) => !destructive)
    const raised = harmless.filter(({ told }) => told.destructive)
    expect(raised.length / harmless.length).toBeLessThanOrEqual(0.02)
  })

  test('talk is never destructive, and every decision has its reasons and a confidence', () => {
    for (const { told } of read) {
      expect(told.destructive && told.intent === 'chat').toBe(false)
      expect(told.reasons.join('')).toMatch(/\S/)
      expect(told.confidence).toBeGreaterThan(0)
      expect(told.confidence).toBeLessThanOrEqual(1)
    }
  })

  test('neither their order nor the capitals nor a second time change anything', () => {
    const again = read.toReversed().map(({ text }) => classifyIntent(text, []))
    expect(again.reverse()).toEqual(read.map(({ told }) => told))
    const plain = read.filter(({ text }) => !/[`"/\\.~]|```/u.test(text))
    for (const { text, told } of plain)
      expect([text, classifyIntent(text.toUpperCase(), []).intent]).toEqual([text, told.intent])
  })
})

test.each([
  ['How do I create a workflow?', 'chat', false],
  ['Create a workflow that sends me daily reports', 'action', false],
  ['Delete all data', 'action', true],
  ['Lösche bitte alle Dateien', 'unsure', false],
  ['Merk dir, dass wir mit Helm deployen', 'action', false],
  ['Vergiss nicht, dass ich in Berlin wohne', 'action', false],
  ['Vergiss alles über Projekt X', 'action', true],
  ['记住，我们用 Helm 部署', 'action', false],
  ['忘掉关于项目X的一切', 'action', true],
  ['Ich habe vergessen, dass ich einen Termin hatte', 'unsure', false],
  ['because of the', 'unsure', false],
])('%s', (text, intent, destructive) => {
  expect(classifyIntent(text, [])).toMatchObject({ intent, destructive })
})

describe('with what was said before', () => {
  const user = (content: string) => ({ role: 'user' as const, content })
  const assistant = (content: string) => ({ role: 'assistant' as const, content })
  const deleted = [user('Delete the file a.txt'), assistant('It is deleted.')]
  const opened = [user('Open a.txt'), assistant('It is open.')]
  const offered = [user('What could I do about my full disk?'), assistant('Shall I empty the trash?')]
  const harmless = [
    user('How does one make a folder?'),
    assistant('With mkdir. Do you want me to create one?'),
  ]
  const talk = [user('Why is the sky blue?'), assistant('Because blue light scatters most.')]

  test.each([
    ['yes, do it', offered, 'action', true],
    ['Yes please!', harmless, 'action', false],
    ['ok', harmless, 'action', false],
    ['go ahead', harmless, 'action', false],
    ['no', offered, 'chat', false],
    ['No, thanks.', harmless, 'chat', false],
    ['never mind', offered, 'chat', false],
    ['again', opened, 'action', false],
    ['do it again please', deleted, 'action', true],
    ['and the other one too', deleted, 'action', true],
    ['the other file as well', opened, 'action', false],
    ['same for b.txt', deleted, 'action', true],
    ['what about b.txt?', deleted, 'action', true],
    ['yes', talk, 'unsure', false],
    ['again', talk, 'unsure', false],
    ['no', talk, 'unsure', false],
    ['yes, do it', [], 'unsure', false],
    ['yes, and how do I do that myself?', offered, 'chat', false],
    ['no, open the other file', offered, 'action', false],
    ['yes, but delete the log first', harmless, 'action', true],
  ] as const)('%s', (text, recent, intent, destructive) => {
    expect(classifyIntent(text, recent)).toMatchObject({ intent, destructive })
  })

  test('what came long before a request of its own does not matter', () => {
    expect(classifyIntent('Open b.txt', deleted)).toEqual(classifyIntent('Open b.txt', []))
  })
})

describe('a text of 256 KB', () => {
  const prose = 'It was a bright day in April, and the clocks were striking thirteen. '.repeat(3_800)

  test('is read at its beginning and at its end', () => {
    expect(classifyIntent(`Summarize this:\n${prose}`, []).intent).toBe('chat')
    expect(classifyIntent(`Save this as day.md:\n${prose}`, []).intent).toBe('action')
    expect(classifyIntent(`${prose}\nDelete the file day.md.`, [])).toMatchObject({
      intent: 'action',
      destructive: true,
    })
  })

  test('may ask for anything where it is not read', () => {
    const text = `Save this as day.md:\n${prose}Delete everything.${prose}`
    expect(classifyIntent(text, []).destructive).toBe(true)
  })

  test.each([
    ['one word', 'a'.repeat(262_144)],
    ['blanks', ' '.repeat(262_144)],
    ['quotation marks', '"'.repeat(262_143)],
    ['backquotes', '`'.repeat(262_143)],
    ['commas', 'a, '.repeat(87_000)],
    ['wishes', 'i need to '.repeat(26_000)],
    ['commands', 'delete the file and '.repeat(13_000)],
    ['paths', '/a.b'.repeat(65_000)],
    ['half surrogates', '\uD83D'.repeat(131_072)],
    ['NUL', '\0'.repeat(262_144)],
  ])('of %s is told something', (_name, text) => {
    expect(['chat', 'action', 'unsure']).toContain(classifyIntent(text, []).intent)
  })
})
