import { beforeEach, expect, test } from 'vitest'
import type { HearthEvent } from '../../shared/events.ts'
import type { Message } from '../../shared/message.ts'
import type { RunningRun } from '../../shared/run.ts'
import { openHearth, type Hearth } from './hearth.ts'
import { conversation, scriptBridge, type ScriptedBridge } from './scripted-bridge.ts'
import { action, plan, result, runningRun, step } from './scripted-plans.ts'

let main: ScriptedBridge
let hearth: Hearth

beforeEach(() => {
  main = scriptBridge()
})

const approved = plan([action('a1')], { status: 'approved', runId: 'run' })

async function open(messages: readonly Message[], run: RunningRun | null = runningRun()): Promise<void> {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages,
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run,
  }))
  hearth = openHearth(main.bridge, main.outside)
  await hearth.chat.open('a')
}

function output(offset: number, text: string, runId = 'run'): HearthEvent {
  return { type: 'run.output', runId, messageId: 'step a1', offset, text }
}

const chat = () => hearth.store.getState().chat
const live = () => chat().outputs.get('step a1')

test('output grows once a frame, from what was saved, and what is known already is not added again', async () => {
  await open([approved, step('a1', { state: 'output', output: 'one\n', outputLength: 4 })])
  main.emit(output(0, 'one\n'))
  main.emit(output(4, 'two\n'))
  main.emit(output(4, 'two\nthree\n'))
  expect(live()).toBeUndefined()
  main.paint()
  expect(live()).toEqual({ text: 'one\ntwo\nthree\n', length: 14 })
})

test('ten thousand pieces change the store once a frame and keep the end of the output', async () => {
  await open([approved, step('a1', { state: 'started' })])
  let changes = 0
  hearth.store.subscribe(() => (changes += 1))
  for (let index = 0; index < 10_000; index += 1) main.emit(output(index * 10, `${index}`.padEnd(9) + '\n'))
  expect(changes).toBe(0)
  main.paint()
  expect(changes).toBe(1)
  expect(live()?.length).toBe(100_000)
  expect(live()?.text).toHaveLength(20_000)
  expect(live()?.text.endsWith('9999     \n')).toBe(true)
})

test('ten thousand saved steps change the store once a frame and stand in their order', async () => {
  await open([approved])
  let changes = 0
  hearth.store.subscribe(() => (changes += 1))
  const saved = Array.from({ length: 10_000 }, (_, index) => step(`${index}`))
  for (const message of saved) main.emit({ type: 'message.saved', message })
  main.paint()
  expect(changes).toBe(1)
  expect(chat().messages.slice(1)).toEqual(saved)
})

test('what was missed is left out until the saved step has it', async () => {
  await open([approved, step('a1', { state: 'started' })])
  main.emit(output(100, 'later'))
  main.paint()
  expect(live()).toEqual({ text: 'later', length: 105 })
  const text = 'x'.repeat(105)
  main.emit({
    type: 'message.saved',
    message: step('a1', { state: 'output', output: text, outputLength: 105 }),
  })
  main.paint()
  expect(live()).toBeUndefined()
  main.emit(output(105, '!'))
  main.paint()
  expect(live()).toEqual({ text: `${text}!`, length: 106 })
})

test('output of another run, or after the end, changes nothing', async () => {
  await open([approved, step('a1', { state: 'started' })])
  main.emit(output(0, 'foreign', 'other'))
  main.paint()
  expect(live()).toBeUndefined()
  main.emit({ type: 'run.ended', runId: 'run', conversationId: 'a' })
  main.emit(output(0, 'late'))
  main.paint()
  expect(live()).toBeUndefined()
})

test('what waits for a frame is there before anything that came after it', async () => {
  await open([approved], null)
  main.emit({ type: 'run.changed', run: runningRun() })
  main.emit({ type: 'message.saved', message: step('a1') })
  main.emit({ type: 'message.saved', message: result('Done.') })
  main.emit({ type: 'run.ended', runId: 'run', conversationId: 'a' })
  expect(chat().messages.map(({ messageType }) => messageType)).toEqual([
    'agent_request',
    'agent_progress',
    'agent_result',
  ])
  expect(chat().run).toBeNull()
})

test('a conversation with a run is marked until the run ends', async () => {
  await open([approved])
  expect(hearth.store.getState().running.has('a')).toBe(true)
  main.emit({ type: 'run.ended', runId: 'run', conversationId: 'a' })
  expect(hearth.store.getState().running.has('a')).toBe(false)
})
