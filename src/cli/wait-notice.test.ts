import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startWaitNotice } from './wait-notice.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const clock = { now: () => new Date(), monotonic: () => Date.now() }

function listen(notesToTerminal: boolean) {
  const said: string[] = []
  const say = (text: string): void => void said.push(text)
  return { said, output: { notesToTerminal, note: say, replaceLine: say } }
}

test('on a terminal one line counts the seconds, and goes when something comes', () => {
  const { said, output } = listen(true)
  const notice = startWaitNotice(output, clock)
  vi.advanceTimersByTime(4_000)
  expect(said).toEqual(['waiting for the model, 3 s', 'waiting for the model, 4 s'])
  notice.end()
  notice.end()
  vi.advanceTimersByTime(60_000)
  expect(said.slice(2)).toEqual([''])
})

test('elsewhere a long wait is told a few times', () => {
  const { said, output } = listen(false)
  const notice = startWaitNotice(output, clock)
  vi.advanceTimersByTime(200_000)
  notice.end()
  expect(said.map((text) => text.replace('waiting for the model, ', ''))).toEqual([
    '10 s',
    '30 s',
    '60 s',
    '120 s',
    '180 s',
  ])
})

test('an answer that comes soon is waited for in silence', () => {
  const { said, output } = listen(true)
  const notice = startWaitNotice(output, clock)
  vi.advanceTimersByTime(1_500)
  notice.end()
  expect(said).toEqual([])
})
