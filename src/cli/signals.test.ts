import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createEnding } from './ending.ts'
import { watchSignals } from './signals.ts'

function setUp() {
  const process = new EventEmitter()
  const ending = createEnding()
  const gaveUp: number[] = []
  let time = 0
  const clock = { now: () => new Date(0), monotonic: () => time }
  watchSignals({ process, ending, clock, giveUp: (code) => gaveUp.push(code) })
  return {
    ending,
    gaveUp,
    after(milliseconds: number, signal: string) {
      time += milliseconds
      process.emit(signal, signal)
    },
  }
}

test('one press of Ctrl-C that arrives twice counts once, a second press gives up', () => {
  const { ending, gaveUp, after } = setUp()
  after(0, 'SIGINT')
  after(20, 'SIGINT')
  expect([ending.code(), ending.signal.aborted, gaveUp]).toEqual([130, true, []])
  after(1_000, 'SIGINT')
  expect(gaveUp).toEqual([130])
})

test('whoever takes Ctrl-C over decides whether it ends the command', () => {
  const { ending, after } = setUp()
  let running = true
  const giveBack = ending.takeOver(() => running)
  after(0, 'SIGINT')
  expect(ending.code()).toBeNull()
  running = false
  after(1_000, 'SIGINT')
  expect(ending.code()).toBe(130)
  giveBack()
})

test('SIGTERM ends the command whoever has Ctrl-C, and the first reason is the one reported', () => {
  const { ending, after } = setUp()
  ending.takeOver(() => true)
  after(0, 'SIGTERM')
  ending.end(1)
  expect(ending.code()).toBe(143)
})
