import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { contentsOf } from '../../../tests/support/folder-contents.ts'
import { setRunStage, type Named, type RunStage } from '../../../tests/support/run-stage.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import type { OpenDatabase } from '../database/database.ts'

let store: OpenDatabase
let stage: RunStage
let file: (name: string) => string
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  stage = await setRunStage({ store })
  file = (name) => join(stage.world.granted, name)
  mkdirSync(file('sub'))
  for (const name of ['old.txt', 'gone.txt', 'sub/deep.txt']) writeFileSync(file(name), `first ${name}`)
})
afterEach(() => stage[Symbol.asyncDispose]())

/** Makes, replaces, edits, moves and deletes, some of it on the same file. */
const plan = (): Named[] => [
  ['write_file', { path: file('made/new.txt'), content: 'new' }],
  ['write_file', { path: file('old.txt'), content: 'replaced', replace: true }],
  ['edit_file', { path: file('old.txt'), old: 'replaced', new: 'edited' }],
  ['move_file', { from: file('sub/deep.txt'), to: file('moved.txt') }],
  ['delete_file', { path: file('gone.txt') }],
  ['list_files', { folder: stage.world.granted }],
]

async function carryOut(named: readonly Named[]): Promise<string> {
  const { runId, ended } = await stage.begin(named)
  expect((await ended).result.metadata?.status).toBe('succeeded')
  return runId
}

const undoneOf = async (runId: string) => (await stage.stored(runId)).result?.metadata?.undone

test('a run is taken back in reverse order: all is as it was, and that is told and listed', async () => {
  const before = await contentsOf(stage.world.granted)
  const runId = await carryOut(plan())
  expect(await contentsOf(stage.world.granted)).not.toEqual(before)
  const [listed] = await stage.runs.list({ limit: 1 })
  expect(listed).toMatchObject({ id: runId, status: 'succeeded', steps: 6, canUndo: true, inTrash: false })
  stage.events.length = 0
  const report = await stage.runs.undo(runId)
  expect(report.left).toEqual([])
  expect(report.undone).toEqual([
    file('gone.txt'),
    file('sub/deep.txt'),
    file('old.txt'),
    file('old.txt'),
    file('made/new.txt'),
    file('made'),
  ])
  expect(await contentsOf(stage.world.granted)).toEqual(before)
  expect(await undoneOf(runId)).toBe('yes')
  expect((await stage.runs.list({ limit: 1 }))[0]).toMatchObject({ id: runId, canUndo: false })
  expect(stage.events.map(({ type }) => type)).toEqual(Array(6).fill('message.saved'))
})

test('nothing is taken back twice, at once or one after the other, here or after a restart', async () => {
  const runId = await carryOut([['delete_file', { path: file('gone.txt') }]])
  const outcomes = await Promise.allSettled([stage.runs.undo(runId), stage.runs.undo(runId)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  rmSync(file('gone.txt'))
  await expect(stage.anew().undo(runId)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a step can be taken back alone, and the rest later', async () => {
  const runId = await carryOut(plan())
  await stage.runs.undo(runId, '5')
  expect(readFileSync(file('gone.txt'), 'utf8')).toBe('first gone.txt')
  expect(readFileSync(file('old.txt'), 'utf8')).toBe('edited')
  expect(await undoneOf(runId)).toBe('partly')
  await stage.anew().undo(runId)
  expect(readFileSync(file('old.txt'), 'utf8')).toBe('first old.txt')
  expect(await undoneOf(runId)).toBe('yes')
  await expect(stage.runs.undo(runId, '6')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(stage.runs.undo(runId, '7')).rejects.toMatchObject({ code: 'not_found' })
})

test('what the world has changed since is left alone and told; it can be tried again', async () => {
  const runId = await carryOut([
    ['write_file', { path: file('made/new.txt'), content: 'new' }],
    ['write_file', { path: file('old.txt'), content: 'replaced', replace: true }],
  ])
  writeFileSync(file('old.txt'), 'by somebody else')
  writeFileSync(file('made/other.txt'), 'in the way')
  const report = await stage.runs.undo(runId)
  expect(report.undone).toEqual([file('made/new.txt')])
  expect(report.left.map(({ path }) => path)).toEqual([file('old.txt'), file('made')])
  expect(report.left[0]?.reason).toContain('has changed since')
  expect(readFileSync(file('old.txt'), 'utf8')).toBe('by somebody else')
  expect(await undoneOf(runId)).toBe('partly')
  const [first, second] = (await stage.stored(runId)).steps
  expect(first?.metadata?.undone?.left.map(({ path }) => path)).toEqual([file('made')])
  expect(second?.metadata?.undone).toBeUndefined()
  expect(await stage.runs.list({ limit: 1 })).toMatchObject([{ id: runId, canUndo: true }])
  // Also after the notice about it has gone.
  expect(second?.metadata?.stays).toEqual([report.left[0]])

  writeFileSync(file('old.txt'), 'replaced')
  expect((await stage.runs.undo(runId)).undone).toEqual([file('old.txt')])
  // Of both steps something was taken back; of one something is left.
  expect(await stage.runs.list({ limit: 1 })).toMatchObject([{ id: runId, canUndo: true }])
  rmSync(file('made/other.txt'))
  expect((await stage.runs.undo(runId)).undone).toEqual([file('made')])
  expect(await stage.runs.list({ limit: 1 })).toMatchObject([{ id: runId, canUndo: false }])
  expect(readFileSync(file('old.txt'), 'utf8')).toBe('first old.txt')
  expect(await undoneOf(runId)).toBe('yes')
  expect((await stage.stored(runId)).steps[1]?.metadata?.stays).toBeUndefined()
})

test('a move whose new folder is gone is left alone and told, and is taken back once that is there again', async () => {
  const runId = await carryOut([['move_file', { from: file('old.txt'), to: file('sub/old.txt') }]])
  renameSync(file('sub'), file('elsewhere'))
  expect(await stage.runs.undo(runId)).toEqual({
    undone: [],
    left: [{ path: file('sub/old.txt'), reason: `There is no folder ${file('sub')}.` }],
  })
  renameSync(file('elsewhere'), file('sub'))
  expect(await stage.runs.undo(runId)).toEqual({ undone: [file('old.txt')], left: [] })
  expect(readFileSync(file('old.txt'), 'utf8')).toBe('first old.txt')
})

test('a folder whose grant was taken back is not touched by an undo', async () => {
  const runId = await carryOut([['delete_file', { path: file('gone.txt') }]])
  stage.grant([])
  const report = await stage.runs.undo(runId)
  expect(report).toMatchObject({ undone: [], left: [{ path: file('gone.txt') }] })
  stage.grant([stage.world.granted])
  expect((await stage.runs.undo(runId)).undone).toEqual([file('gone.txt')])
})

test('what a command did is not taken back: a run with one is taken back partly', async () => {
  const runId = await carryOut([
    ['run_command', { command: ['touch', 'touched'] }],
    ['delete_file', { path: file('gone.txt') }],
  ])
  await stage.runs.undo(runId)
  expect(await undoneOf(runId)).toBe('partly')
})

test('a run that is under way is not taken back', async () => {
  const { runId, ended } = await stage.begin([
    ['delete_file', { path: file('gone.txt') }],
    ['run_command', { command: ['sleep', '60'] }],
  ])
  await stage.heard((event) => event.type === 'run.changed' && event.run.actionId === '2')
  await expect(stage.runs.undo(runId)).rejects.toMatchObject({ code: 'forbidden' })
  await stage.runs.stop(runId)
  await ended
  await stage.runs.undo(runId)
  expect(readFileSync(file('gone.txt'), 'utf8')).toBe('first gone.txt')
})
