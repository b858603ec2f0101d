import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { noNetwork, usualPulling } from '../../../tests/support/scripted-ollama/pull.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { Pull } from '../../shared/pull.ts'
import { systemClock as clock } from '../clock.ts'
import type { OpenDatabase } from '../database/database.ts'
import { createEventHub } from '../event-hub.ts'
import { silentLog as log } from '../log.ts'
import { openOllama } from '../ollama/open.ts'
import { keepPulls } from './kept-pulls.ts'
import { openPulls, type Pulls, type PullsOptions } from './pulls.ts'

let store: OpenDatabase
let ollama: ScriptedOllama
let opened: Pulls[] = []
beforeAll(async () => {
  store = await openTestStore()
  ollama = await startScriptedOllama()
})
afterAll(async () => {
  await ollama.stop()
  await store.close()
})
beforeEach(async () => {
  await ollama.start()
  ollama.models = []
  Object.assign(ollama.pulling, usualPulling())
})
afterEach(async () => {
  await Promise.all(opened.map((pulls) => pulls.close()))
  opened = []
})

const mini = 'tiny-slow:latest'
const size = 54_028_442

async function open(computer: string, change: Partial<PullsOptions> = {}) {
  const events = createEventHub(log)
  const told: HearthEvent[] = []
  events.listen((event) => told.push(event))
  const server = openOllama({ host: ollama.host })
  const kept = keepPulls(store.db, computer, clock.now)
  const room = async () => null
  const pulls = await openPulls({ server, kept, events, clock, log, room, backoff: () => 30, ...change })
  opened.push(pulls)
  const state = (): Pull | undefined => pulls.list()[0]
  const until = (wanted: Partial<Pull>) =>
    vi.waitFor(() => expect(state()).toMatchObject(wanted), { timeout: 60_000 })
  const installed = () =>
    vi.waitFor(() => expect(told.filter(({ type }) => type === 'pull.ended')).toHaveLength(1), {
      timeout: 60_000,
    })
  return { pulls, told, state, until, installed, events }
}

test('a model comes, is told of with bytes and their number, and is installed', async () => {
  // Longer than two reports are apart.
  ollama.pulling.everyMs = 40
  const { pulls, told, installed } = await open('comes')
  await pulls.start('ollama pull tiny-slow')
  await installed()
  const steps = told.flatMap((event) => (event.type === 'pull.progress' ? [event.pull] : []))
  expect(steps[0]).toMatchObject({ name: mini, state: 'pulling', bytes: 0, total: null })
  expect(steps.some(({ total }) => total !== null && total >= size)).toBe(true)
  expect(told.at(-2)).toEqual({ type: 'pull.ended', name: mini, installed: true })
  expect([pulls.list(), ollama.models.map(({ name }) => name)]).toEqual([[], [mini]])
})

test('paused it stays where it was, also over a restart; resumed it goes on from there', async () => {
  ollama.pulling.holdAt = 20_000_000
  const first = await open('restarts')
  await first.pulls.start('tiny-slow')
  await first.until({ bytes: 20_000_000 })
  await first.pulls.start('TINY-slow:latest')
  expect(first.pulls.list()).toHaveLength(1)
  await first.pulls.pause('tiny-slow')
  expect(first.state()).toMatchObject({ state: 'paused', bytes: 20_000_000, problem: null })
  expect(await ollama.requests.at(-1)?.ended).toBe('aborted')

  const later = await open('restarts')
  expect(later.state()).toMatchObject({ name: mini, state: 'paused', bytes: 20_000_000, total: size })
  ollama.pulling.holdAt = Infinity
  await later.pulls.resume(mini)
  await later.installed()
  const bytes = later.told.flatMap((event) => (event.type === 'pull.progress' ? [event.pull.bytes] : []))
  expect(Math.min(...bytes)).toBe(20_000_000)
  expect((await open('restarts')).pulls.list()).toEqual([])
})

test('cancelled it is gone, and is not there after a restart', async () => {
  ollama.pulling.holdAt = 5_000_000
  const { pulls, until, told } = await open('cancels')
  await pulls.start('tiny-slow')
  await until({ bytes: 5_000_000 })
  await pulls.cancel('tiny-slow')
  expect(told.at(-1)).toEqual({ type: 'pull.ended', name: mini, installed: false })
  expect((await open('cancels')).pulls.list()).toEqual([])
})

test.each([
  ['the network is lost', { after: 10_000_000, error: noNetwork }, 'network_down'],
  ['the network is not there', { after: 0, error: noNetwork }, 'network_down'],
  ['Ollama is killed', { after: 10_000_000, error: null }, 'ollama_failed'],
])('when %s it waits, and goes on by itself', async (what, fault, code) => {
  ollama.pulling.fault = fault
  const { pulls, installed, until, told } = await open(what, { backoff: () => 200 })
  await pulls.start('tiny-slow')
  await until({ state: 'waiting' })
  ollama.pulling.fault = null
  await installed()
  const problems = told.flatMap((event) => (event.type === 'pull.progress' ? [event.pull.problem?.code] : []))
  expect(problems).toContain(code)
})

test('when Ollama is stopped it waits, and goes on as soon as it is told to be back', async () => {
  ollama.pulling.holdAt = 10_000_000
  const { pulls, until, installed, events } = await open('stops', { backoff: () => 3_600_000 })
  await pulls.start('tiny-slow')
  await until({ bytes: 10_000_000 })
  await ollama.stop()
  await until({ state: 'waiting' })
  ollama.pulling.holdAt = Infinity
  await ollama.start()
  const status = { state: 'running', version: '1', address: ollama.url } as const
  events.emit({ type: 'ollama.changed', status })
  await installed()
  expect(pulls.list()).toEqual([])
})

test('a disk that is full, or would be, pauses it with a sentence', async () => {
  let free = 100_000_000
  const { pulls, until, installed, state } = await open('disk', { room: async () => free })
  await pulls.start('tiny-slow')
  await until({ state: 'paused' })
  expect(state()?.problem?.message).toMatch(/needs 0\.\d GB more, and 0\.1 GB are free/)
  free = 10_000_000_000
  ollama.pulling.fault = { after: 20_000_000, error: 'write /models/blobs/x: no space left on device' }
  await pulls.resume(mini)
  await until({ state: 'paused', problem: expect.objectContaining({ code: 'disk_full' }) as never })
  ollama.pulling.fault = null
  await pulls.resume(mini)
  await installed()
})

test('what nobody has fails at once and is not kept; what is no name, or runs elsewhere, is not begun', async () => {
  const { pulls, until } = await open('names')
  await expect(pulls.start('two words')).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(pulls.start('gpt-oss:20b-cloud')).rejects.toMatchObject({ code: 'invalid_input' })
  await pulls.start('nope')
  await until({ state: 'failed', problem: expect.objectContaining({ code: 'not_found' }) as never })
  await pulls.pause('nope')
  expect((await open('names')).pulls.list()).toEqual([])
})
