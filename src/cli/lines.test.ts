import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readPipe, readTerminal, type LineOptions } from './lines.ts'
import type { Terminal } from './terminal.ts'

function setUp(options: Partial<LineOptions> = {}) {
  const stdin = new PassThrough()
  const stderr = new PassThrough()
  let screen = ''
  stderr.on('data', (chunk: Buffer) => (screen += chunk.toString()))
  const terminal = { stdin, stderr } as unknown as Terminal
  const quiet: LineOptions = {
    prompt: '> ',
    history: [],
    onHistory() {},
    onInterrupt: () => 'drop',
    ...options,
  }
  return { stdin, terminal, screen: () => screen, person: () => readTerminal(terminal, quiet) }
}

test('each line is a message, and Ctrl-D is the end', async () => {
  const { stdin, person } = setUp()
  const lines = person()
  stdin.write('first\rsecond\r')
  expect([await lines.next(), await lines.next()]).toEqual(['first', 'second'])
  stdin.write('\u0004')
  expect(await lines.next()).toBeNull()
  lines.close()
})

test('pasted lines are one message, sent by Enter', async () => {
  const { stdin, person } = setUp()
  const lines = person()
  stdin.write('look: \u001B[200~one\rtwo\rthree\u001B[201~')
  stdin.write(' done\r')
  expect(await lines.next()).toBe('look: one\ntwo\nthree done')
  lines.close()
})

test('what is typed while an answer comes does not show, and is not lost', async () => {
  const { stdin, person, screen } = setUp()
  const lines = person()
  stdin.write('hello\r')
  await lines.next()
  const before = screen()
  stdin.write('next message')
  await new Promise(setImmediate)
  expect(screen()).toBe(before)
  const next = lines.next()
  expect(screen()).toContain('next message')
  stdin.write('\r')
  expect(await next).toBe('next message')
  lines.close()
})

test('Ctrl-C gives up what is typed, a paste too, and says whether anything was', async () => {
  const interrupts: boolean[] = []
  const { stdin, person } = setUp({
    onInterrupt({ empty }) {
      interrupts.push(empty)
      return 'drop'
    },
  })
  const lines = person()
  stdin.write('typed\u0003\u0003\u001B[200~a\rb\u001B[201~\u0003kept\r')
  expect(await lines.next()).toBe('kept')
  expect(interrupts).toEqual([false, true, false])
  lines.close()
})

test('Ctrl-C that stops an answer leaves alone what was typed meanwhile', async () => {
  const { stdin, person } = setUp({ onInterrupt: () => 'keep' })
  const lines = person()
  stdin.write('typed ahead\u0003 and on\r')
  expect(await lines.next()).toBe('typed ahead and on')
  lines.close()
})

test('the arrow key brings back what was typed before, newest first, and new lines are told', async () => {
  const kept: (readonly string[])[] = []
  const { stdin, person } = setUp({ history: ['newer', 'older'], onHistory: (all) => kept.push([...all]) })
  const lines = person()
  stdin.write('\u001B[A\u001B[A\r')
  expect(await lines.next()).toBe('older')
  expect(kept.at(-1)).toEqual(['older', 'newer'])
  lines.close()
})

test('something said while the prompt shows does not eat what is typed', async () => {
  const { stdin, person, screen } = setUp()
  const lines = person()
  const next = lines.next()
  stdin.write('half a ')
  lines.interrupt(() => void 0)
  stdin.write('message\r')
  expect(await next).toBe('half a message')
  expect(screen().match(/half a/g)?.length).toBeGreaterThan(1)
  lines.close()
})

test('from a pipe each line is a message, the last one also without its end', async () => {
  const { stdin, terminal } = setUp()
  const lines = readPipe(terminal)
  stdin.end('one\r\ntwo\n\nthree')
  const all = [
    await lines.next(),
    await lines.next(),
    await lines.next(),
    await lines.next(),
    await lines.next(),
  ]
  expect(all).toEqual(['one', 'two', '', 'three', null])
})

test('a question is answered by what is typed after it; a message typed before it stays one', async () => {
  const { stdin, person, screen } = setUp()
  const lines = person()
  stdin.write('hello\r')
  await lines.next()
  stdin.write('y\r')
  await new Promise(setImmediate)
  const answer = lines.ask!('Do it? ', new AbortController().signal)
  await new Promise(setImmediate)
  expect(screen()).toContain('Do it? ')
  stdin.write('no\r')
  expect(await answer).toBe('no')
  expect(await lines.next()).toBe('y')
  lines.close()
})

test('the signal of a question that was answered ends no later one', async () => {
  const { stdin, person } = setUp()
  const lines = person()
  const first = new AbortController()
  const answered = lines.ask!('First? ', first.signal)
  stdin.write('yes\r')
  expect(await answered).toBe('yes')
  const later = lines.ask!('Second? ', new AbortController().signal)
  first.abort()
  stdin.write('also yes\r')
  expect(await later).toBe('also yes')
  lines.close()
})

test('a terminal that is given back is listened to no more', () => {
  const { stdin, terminal, person } = setUp()
  person().close()
  expect(stdin.listenerCount('keypress')).toBe(0)
  expect((terminal.stderr as unknown as PassThrough).listenerCount('resize')).toBe(0)
})

test('a question without an answer ends with its signal, or with Ctrl-D; a pipe is not asked', async () => {
  const { stdin, person, terminal } = setUp()
  const lines = person()
  const stopping = new AbortController()
  const stopped = lines.ask!('Do it? ', stopping.signal)
  stopping.abort()
  expect(await stopped).toBeNull()
  const left = lines.ask!('Do it? ', new AbortController().signal)
  stdin.write('\u0004')
  expect(await left).toBeNull()
  lines.close()
  expect(readPipe(terminal).ask).toBeNull()
})
