import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { setRunStage, type RunStage } from '../../../tests/support/run-stage.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import { outputShown } from '../../shared/limits.ts'
import { defineAction, PartlyDone, type Execution } from '../actions/action.ts'
import { AppError } from '../../shared/errors.ts'
import type { OpenDatabase } from '../database/database.ts'
import { deleteConversation } from '../database/queries/conversations.ts'
import { writeStep } from '../database/queries/runs.ts'

let store: OpenDatabase
let stage: RunStage
let outputs: string
/** What the action `speak` does in this test. */
let speak: (execution: Execution) => Promise<void>
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  const own = defineAction({
    name: 'speak',
    description: 'Says what the test wants.',
    input: z.strictObject({}),
    risk: () => 'read',
    undo: 'no',
    summarize: () => 'Speak.',
    async execute(_, execution) {
      await speak(execution)
      return { summary: 'Spoke.' }
    },
  })
  stage = await setRunStage({ store, own: [own] })
  outputs = join(stage.world.place.dataFolder, 'outputs')
})
afterEach(() => stage[Symbol.asyncDispose]())

const say =
  (...texts: string[]) =>
  async ({ progress }: Execution): Promise<void> => {
    for (const text of texts) progress({ type: 'output', text })
  }

test('10,000 events of progress: all of it is told and kept, and the row is written twice a second at most', async () => {
  const pieces = Array.from({ length: 10_000 }, (_, at) => `line ${at} of what it says\n`)
  speak = async ({ progress }) => {
    for (const text of pieces) {
      progress({ type: 'output', text })
      await breathe()
    }
    // Long enough for a second write.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
  }
  const before = performance.now()
  const { runId, ended } = await stage.begin([['speak', {}]])
  const { steps } = await ended
  const seconds = (performance.now() - before) / 1_000
  const whole = pieces.join('')
  const told = stage.events.flatMap((event) => (event.type === 'run.output' ? event : []))
  expect(told.map(({ text }) => text).join('')).toBe(whole)
  let offset = 0
  for (const event of told) {
    expect(event).toMatchObject({ runId, messageId: steps[0]?.message.id, offset })
    offset += event.text.length
  }
  const writes = stage.events.filter(
    (event) =>
      event.type === 'message.saved' &&
      event.message.messageType === 'agent_progress' &&
      event.message.metadata?.state === 'output',
  )
  expect(writes.length).toBeGreaterThanOrEqual(1)
  expect(writes.length).toBeLessThanOrEqual(seconds * 2)
  expect(steps[0]?.message.metadata).toMatchObject({
    output: whole.slice(-outputShown),
    outputLength: whole.length,
  })
  expect(await stage.runs.output(runId, '1')).toBe(whole)
  expect(statSync(outputs).mode & 0o777).toBe(0o700)
  expect(readdirSync(outputs).map((name) => statSync(join(outputs, name)).mode & 0o777)).toEqual([0o600])
})

test('a short output is in the row alone; characters that Postgres refuses, and halves of them, do no harm', async () => {
  speak = say('a\0b', 'half \uD83D', '\uDE00 whole, lone \uD800')
  const { runId, ended } = await stage.begin([['speak', {}]])
  expect((await ended).result.metadata?.status).toBe('succeeded')
  expect(await stage.runs.output(runId, '1')).toBe('a\uFFFDbhalf 😀 whole, lone \uFFFD')
  expect(() => readdirSync(outputs)).toThrow('ENOENT')
})

test('of an output of more than a million characters the first million are read', async () => {
  speak = say(...Array.from({ length: 30 }, () => 'é'.repeat(50_000)))
  const { runId, ended } = await stage.begin([['speak', {}]])
  await ended
  const read = await stage.runs.output(runId, '1')
  expect(read.length).toBe(1_000_000)
  expect(/^é+$/.test(read)).toBe(true)
})

test('the long output of a command is kept once, whole, by the command itself, also when it is stopped', async () => {
  const line = 'yes 0123456789 | head -n 20000'
  const { runId, ended } = await stage.begin([
    ['run_command', { command: [line], shell: true }],
    ['run_command', { command: [`${line}; sleep 60`], shell: true }],
  ])
  await stage.heard(
    (event) =>
      event.type === 'message.saved' &&
      event.message.messageType === 'agent_progress' &&
      event.message.metadata?.actionId === '2' &&
      (event.message.metadata.outputLength ?? 0) > 60_000,
  )
  await stage.runs.stop(runId)
  const { steps } = await ended
  for (const id of ['1', '2']) {
    const whole = await stage.runs.output(runId, id)
    expect(whole).toBe('0123456789\n'.repeat(20_000))
  }
  const files = steps.map(({ message }) => message.metadata?.outputFile ?? '')
  expect(readdirSync(outputs).toSorted()).toEqual(files.toSorted())
})

test('what a file held is shown like what a command prints', async () => {
  const path = join(stage.world.granted, 'a.txt')
  writeFileSync(path, 'What it says')
  const { runId, ended } = await stage.begin([['read_file', { path }]])
  const { steps } = await ended
  expect(steps[0]?.output).toContain('What it says')
  expect(steps[0]?.message.metadata?.source).toContain('a.txt')
  expect(await stage.runs.output(runId, '1')).toContain('What it says')
})

test('whatever a row says, no file outside the folder of outputs is read, and no link in it followed', async () => {
  speak = say('short')
  const { runId, ended } = await stage.begin([['speak', {}]])
  const step = (await ended).steps[0]!.message
  mkdirSync(outputs, { mode: 0o700 })
  const secret = join(stage.world.place.dataFolder, 'secret.log')
  writeFileSync(secret, 'secret')
  symlinkSync(secret, join(outputs, 'link.log'))
  for (const outputFile of ['../secret.log', secret, 'link.log', '..', '.', 'none.log']) {
    const metadata = { ...step.metadata!, outputFile }
    await writeStep(store.db, { ...step, metadata, now: new Date() })
    expect(await stage.runs.output(runId, '1')).toBe('short')
  }
  expect(readFileSync(secret, 'utf8')).toBe('secret')
})

test('a step that cannot keep its output goes on, with the end of it', async () => {
  writeFileSync(outputs, 'a file in the place of the folder')
  speak = say('x'.repeat(50_000), 'the end')
  const { ended } = await stage.begin([['speak', {}]])
  const { steps } = await ended
  expect(steps[0]?.message.metadata).toMatchObject({ state: 'succeeded', outputLength: 50_007 })
})

test('a step that was done partly keeps how to take that back; a bug is told as one', async () => {
  const inverse = { changes: [{ kind: 'made_folder' as const, path: join(stage.world.granted, 'x') }] }
  speak = async () => {
    throw new PartlyDone(new AppError('disk_full', 'The disk is full.'), inverse)
  }
  const first = await (await stage.begin([['speak', {}]])).ended
  expect(first.steps[0]?.message.metadata).toMatchObject({ state: 'failed', inverse })
  expect(first.result.metadata).toMatchObject({ error: { code: 'disk_full' }, advice: expect.any(String) })
  speak = async () => {
    throw new TypeError('undefined is not a function')
  }
  const second = await (await stage.begin([['speak', {}]])).ended
  expect(second.result.metadata).toMatchObject({ status: 'failed', error: { code: 'internal' } })
  expect(JSON.stringify(second)).not.toContain('undefined is not')
})

test('a closing app does not wait for ever for a step that does not stop: whether it was done is unknown', async () => {
  const said = Promise.withResolvers<void>()
  speak = async () => {
    said.resolve()
    await new Promise(() => {})
  }
  const { ended } = await stage.begin([['speak', {}]])
  await said.promise
  await stage.runs.close()
  const { result, steps } = await ended
  expect(steps[0]?.message.metadata?.state).toBe('unknown')
  expect(result.metadata).toMatchObject({ status: 'interrupted', done: [], notDone: [] })
  expect(result.content).toContain('Whether this was done is not known: Speak.')
})

test('a run whose conversation is deleted for good meanwhile ends, and says so', async () => {
  const said = Promise.withResolvers<void>()
  speak = async ({ signal, progress }) => {
    progress({ type: 'output', text: 'x' })
    said.resolve()
    await once(signal, 'abort')
    throw new AppError('cancelled', 'It was stopped.')
  }
  const { ended, runId, request } = await stage.begin([['speak', {}]])
  await said.promise
  await deleteConversation(store.db, request.conversationId)
  await stage.runs.stop(runId)
  await expect(ended).rejects.toMatchObject({ code: 'not_found' })
  expect(stage.runs.running(request.conversationId)).toBeNull()
  expect(stage.events.filter(({ type }) => type === 'store.trouble')).toEqual([])
})
