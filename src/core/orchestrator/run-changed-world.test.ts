import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeActionPlace } from '../../../tests/support/action-place.ts'
import {
  planOf,
  saveRequest,
  setRunStage,
  type Named,
  type RunStage,
} from '../../../tests/support/run-stage.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import type { OpenDatabase } from '../database/database.ts'
import type { Step } from '../actions/action.ts'
import { writeFile } from '../actions/files/write-file.ts'
import type { Place } from '../actions/place.ts'

let store: OpenDatabase
let stage: RunStage
let trash: Place['trash']
/** What others do while a step puts something in its place. */
let meanwhile: () => void
/** Another folder, with files of the same names. */
let other: string
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  trash = null
  meanwhile = () => {}
  const world = makeActionPlace()
  stage = await setRunStage({
    store,
    own: [{ ...writeFile, prepare: (args) => disturbed(writeFile.prepare(args)) }],
    world: {
      ...world,
      get place() {
        return { ...world.place, trash }
      },
    },
  })
  other = join(world.place.home, 'other')
  mkdirSync(other)
  for (const folder of [world.granted, other]) writeFileSync(join(folder, 'old.txt'), 'old')
})
afterEach(() => stage[Symbol.asyncDispose]())

function disturbed(step: Step): Step {
  return {
    ...step,
    bind: (place) => disturbed(step.bind(place)),
    execute: async (execution) => (meanwhile(), step.execute(execution)),
  }
}

const wait: Named = ['run_command', { command: ['sh', '-c', 'until test -e go; do sleep 0.05; done'] }]

/** Carries out a plan whose first step waits until the grants are others. */
async function whileGranted(before: readonly string[], after: readonly string[], step: Named) {
  stage.grant(before)
  const { ended } = await stage.begin([wait, step])
  await stage.heard(
    (event) => event.type === 'message.saved' && event.message.messageType === 'agent_progress',
  )
  stage.grant(after)
  writeFileSync(join(before[0]!, 'go'), '')
  return (await ended).result.metadata
}

test('a name in a plan does not come to mean a file in another folder while the run goes on', async () => {
  const { granted } = stage.world
  const result = await whileGranted([granted], [other], ['delete_file', { path: 'old.txt' }])
  expect(result).toMatchObject({ status: 'failed', error: { code: 'forbidden' }, done: ['1'] })
  expect(existsSync(join(other, 'old.txt'))).toBe(true)
  expect(existsSync(join(granted, 'old.txt'))).toBe(true)
})

test('a command does not come to run in another folder while the run goes on', async () => {
  const { granted } = stage.world
  const step = ['run_command', { command: ['rm', 'old.txt'] }] as const
  const result = await whileGranted([granted, other], [other], step)
  expect(result).toMatchObject({ status: 'failed', error: { code: 'forbidden' }, done: ['1'] })
  expect(existsSync(join(other, 'old.txt'))).toBe(true)
})

test('a folder that is granted besides while the run goes on changes nothing', async () => {
  const { granted } = stage.world
  const step = ['run_command', { command: ['rm', 'old.txt'] }] as const
  expect(await whileGranted([granted], [granted, other], step)).toMatchObject({ status: 'succeeded' })
  expect(existsSync(join(granted, 'old.txt'))).toBe(false)
  expect(existsSync(join(other, 'old.txt'))).toBe(true)
})

test('what is not what was shown is not overwritten, deleted or put under something else', async () => {
  const path = join(stage.world.granted, 'old.txt')
  writeFileSync(join(stage.world.granted, 'new.txt'), 'new')
  mkdirSync(join(stage.world.granted, 'folder'))
  const steps: Named[] = [
    ['write_file', { path, content: 'ours', replace: true }],
    ['delete_file', { path: 'old.txt' }],
    ['delete_file', { path: 'folder' }],
    ['move_file', { from: 'new.txt', to: 'old.txt', replace: true }],
    ['copy_file', { from: 'new.txt', to: 'old.txt', replace: true }],
  ]
  for (const step of steps) {
    const request = await saveRequest(store.db, await planOf(stage.actions, [step]))
    writeFileSync(path, `theirs ${steps.indexOf(step)}`)
    writeFileSync(join(stage.world.granted, 'folder', `theirs ${steps.indexOf(step)}`), '')
    const { result } = await stage.runs.start(request).ended
    expect(result.metadata).toMatchObject({ status: 'failed', error: { code: 'changed' }, done: [] })
    expect(result.metadata?.error?.message).toContain('has changed since you saw the plan')
    expect(readFileSync(path, 'utf8')).toBe(`theirs ${steps.indexOf(step)}`)
  }
})

test('a file that came to be where nothing was shown is not overwritten', async () => {
  const path = join(stage.world.granted, 'later.txt')
  const planned = await planOf(stage.actions, [['write_file', { path, content: 'ours', replace: true }]])
  const request = await saveRequest(store.db, planned)
  writeFileSync(path, 'theirs')
  const { result } = await stage.runs.start(request).ended
  expect(result.metadata?.error?.code).toBe('changed')
  expect(readFileSync(path, 'utf8')).toBe('theirs')
})

test('what a step before has changed itself does not stand in the way of the next', async () => {
  const path = join(stage.world.granted, 'old.txt')
  const { ended } = await stage.begin([
    ['write_file', { path: 'old.txt', content: 'first', replace: true }],
    ['edit_file', { path: 'old.txt', old: 'first', new: 'second' }],
    ['move_file', { from: 'old.txt', to: 'sub/new.txt' }],
    ['write_file', { path: 'sub/new.txt', content: 'third', replace: true }],
    ['delete_file', { path: 'sub' }],
  ])
  expect((await ended).result.metadata).toMatchObject({ status: 'succeeded' })
  expect(existsSync(path)).toBe(false)
})

test('what others change before a step, while it is done or after it, is not taken for what the step has changed', async () => {
  const folder = join(stage.world.granted, 'folder')
  const theirs = join(folder, 'theirs.txt')
  const steps: Named[] = [
    ['write_file', { path: join(folder, 'ours.txt'), content: 'ours', replace: true }],
    ['delete_file', { path: 'folder' }],
  ]
  const changes: [state: string, change: () => void][] = [
    ['started', () => writeFileSync(theirs, 'changed')],
    ['meanwhile', () => writeFileSync(theirs, 'changed')],
    ['meanwhile', () => writeFileSync(join(folder, 'new.txt'), 'new')],
    ['meanwhile', () => rmSync(theirs)],
    ['succeeded', () => writeFileSync(join(folder, 'ours.txt'), 'theirs now')],
  ]
  for (const [state, change] of changes) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    writeFileSync(theirs, 'theirs')
    const planned = await planOf(stage.actions, steps)
    const request = await saveRequest(store.db, planned)
    meanwhile = () => {
      if (state === 'meanwhile' && existsSync(theirs)) change()
    }
    const stop = stage.listen((event) => {
      if (event.type !== 'message.saved' || event.message.messageType !== 'agent_progress') return
      const { metadata } = event.message
      if (metadata?.actionId === '1' && metadata.state === state) change()
    })
    const { metadata } = (await stage.runs.start(request).ended).result
    stop()
    meanwhile = () => {}
    expect(metadata).toMatchObject({ status: 'failed', error: { code: 'changed' }, done: ['1'] })
    expect(existsSync(folder)).toBe(true)
  }
})

test('what is moved is what was shown; what a command makes is moved all the same', async () => {
  const { granted } = stage.world
  const path = join(granted, 'old.txt')
  const planned = await planOf(stage.actions, [['move_file', { from: path, to: 'new.txt' }]])
  const request = await saveRequest(store.db, planned)
  writeFileSync(path, 'theirs')
  const { result } = await stage.runs.start(request).ended
  expect(result.metadata).toMatchObject({ status: 'failed', error: { code: 'changed' } })
  const { ended } = await stage.begin([
    ['run_command', { command: ['touch', 'made.txt'] }],
    ['move_file', { from: 'made.txt', to: 'moved.txt' }],
  ])
  expect((await ended).result.metadata).toMatchObject({ status: 'succeeded' })
  expect(existsSync(join(granted, 'moved.txt'))).toBe(true)
})

const says = (text: string): string => `#!/bin/sh\necho ${text} >> said.txt\n`

test('a yes to a program is a yes to what it held: another one of that name is not run', async () => {
  const { granted } = stage.world
  const at = (name: string): string => join(granted, name)
  const put = (name: string, text: string): void => writeFileSync(at(name), text, { mode: 0o755 })
  put('other.sh', says('other'))
  const steps: [Named, change: () => void][] = [
    [['run_command', { command: ['./build.sh'] }], () => put('build.sh', says('evil'))],
    [['run_command', { command: ['nice', 'sh', 'build.sh'] }], () => put('build.sh', says('evil'))],
    [['run_command', { command: ['true; sh build.sh'], shell: true }], () => put('build.sh', says('evil'))],
    [
      ['run_command', { command: [at('build.sh')], folder: other }],
      () => (rmSync(at('build.sh')), symlinkSync('other.sh', at('build.sh'))),
    ],
    [['run_command', { command: ['make'] }], () => put('Makefile', 'all:\n\techo evil > said.txt\n')],
    [['run_command', { command: ['./later.sh'] }], () => put('later.sh', says('evil'))],
  ]
  stage.grant([granted, other])
  for (const [step, change] of steps) {
    rmSync(at('build.sh'), { force: true })
    put('build.sh', says('shown'))
    const request = await saveRequest(store.db, await planOf(stage.actions, [step]))
    change()
    const { result } = await stage.runs.start(request).ended
    expect([step, result.metadata]).toMatchObject([step, { status: 'failed', error: { code: 'changed' } }])
    expect(result.content).toMatch(/has changed since you saw the plan, so it was not run\.$/u)
  }
  expect(existsSync(at('said.txt'))).toBe(false)
})

test('what a step of the plan writes is what the next one runs, and nothing that others write', async () => {
  const { granted } = stage.world
  const at = (name: string): string => join(granted, name)
  writeFileSync(at('old.sh'), says('old'))
  const edits: Named[] = [
    ['write_file', { path: 'new.sh', content: says('new') }],
    ['edit_file', { path: 'old.sh', old: 'echo old', new: 'echo edited' }],
    ['run_command', { command: ['sh', 'new.sh'] }],
    ['run_command', { command: ['sh', 'old.sh'] }],
    // Of a command it is known as well, and meant by whoever says yes.
    ['run_command', { command: [`printf 'echo made >> said.txt' | tee old.sh > made.sh`], shell: true }],
    ['run_command', { command: ['sh', 'made.sh'] }],
    ['run_command', { command: ['sh', 'old.sh'] }],
  ]
  const { ended } = await stage.begin(edits)
  expect((await ended).result.metadata).toMatchObject({ status: 'succeeded' })
  expect(readFileSync(at('said.txt'), 'utf8')).toBe('new\nedited\nmade\nmade\n')

  meanwhile = () => writeFileSync(at('old.sh'), says('evil'))
  for (const state of ['meanwhile', 'succeeded']) {
    rmSync(at('said.txt'))
    writeFileSync(at('old.sh'), says('old'))
    const request = await saveRequest(store.db, [
      ...(await planOf(stage.actions, [
        ['write_file', { path: 'first.txt', content: '', replace: true }],
        ['run_command', { command: ['sh', 'new.sh'] }],
        ['run_command', { command: ['sh', 'old.sh'] }],
      ])),
    ])
    const stop = stage.listen((event) => {
      const message = event.type === 'message.saved' ? event.message : null
      if (message?.messageType === 'agent_progress' && message.metadata?.state === state) meanwhile()
    })
    const { metadata } = (await stage.runs.start(request).ended).result
    stop()
    expect(metadata).toMatchObject({ status: 'failed', error: { code: 'changed' }, done: ['1', '2'] })
    expect(readFileSync(at('said.txt'), 'utf8')).toBe('new\n')
  }
  meanwhile = () => {}
})

test('a plan that names less than whole paths is not carried out', async () => {
  const [planned] = await planOf(stage.actions, [['write_file', { path: 'new.txt', content: '' }]])
  const unbound = { ...planned!, arguments: { ...planned!.arguments, path: 'new.txt' } }
  const { result } = await stage.runs.start(await saveRequest(store.db, [unbound])).ended
  expect(result.metadata?.error?.code).toBe('forbidden')
  expect(existsSync(join(stage.world.granted, 'new.txt'))).toBe(false)
})

test('what nobody was asked for reads in the folder it was allowed in, or not at all', async () => {
  const { granted } = stage.world
  stage.grant([granted, other])
  mkdirSync(join(granted, 'sub'))
  writeFileSync(join(granted, 'sub', 'old.txt'), 'shown')
  const [planned] = await planOf(stage.actions, [['read_file', { path: join(granted, 'sub', 'old.txt') }]])
  const run = async (by: 'rule' | 'run') => {
    const request = await saveRequest(store.db, [{ ...planned!, allowed: { by, folder: granted } }])
    return (await stage.runs.start(request).ended).result.metadata
  }
  expect(await run('run')).toMatchObject({ status: 'succeeded' })
  // There is no such rule (any more).
  expect(await run('rule')).toMatchObject({ error: { code: 'forbidden' } })
  rmSync(join(granted, 'sub'), { recursive: true })
  symlinkSync(other, join(granted, 'sub'))
  expect(await run('run')).toMatchObject({ error: { code: 'forbidden' } })
})

test('what a plan says can be undone is not thrown into a trash that has come to be there', async () => {
  const path = join(stage.world.granted, 'old.txt')
  const planned = await planOf(stage.actions, [['delete_file', { path }]])
  expect(planned).toMatchObject([{ undo: 'yes' }])
  const request = await saveRequest(store.db, planned)
  const thrown: string[] = []
  trash = async (one) => {
    thrown.push(one)
    rmSync(one)
  }
  const { run, ended } = stage.runs.start(request)
  expect((await ended).result.metadata?.status).toBe('succeeded')
  expect(thrown).toEqual([])
  expect(await stage.runs.undo(run.id)).toEqual({ undone: [path], left: [] })
  expect(readFileSync(path, 'utf8')).toBe('old')
})

test('what went into the trash is listed as that, and not as what Hearth can take back', async () => {
  const path = join(stage.world.granted, 'old.txt')
  trash = async (one) => rmSync(one)
  const request = await saveRequest(store.db, await planOf(stage.actions, [['delete_file', { path }]]))
  const { run, ended } = stage.runs.start(request)
  expect((await ended).result.metadata?.status).toBe('succeeded')
  const { conversationId } = request
  expect(await stage.runs.list({ conversationId })).toMatchObject([
    { id: run.id, canUndo: false, inTrash: true },
  ])
})
