import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Seen } from '../../shared/request.ts'
import { systemClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import type { Progress } from './action.ts'
import { bindStep } from './bound-step.ts'
import { findSandbox, type Sandbox } from './commands/sandbox.ts'
import type { Place } from './place.ts'
import { runCommandAction } from './run-command.ts'
import { notesOfParts } from './seen.ts'

const none = await findSandbox('win32')
const here = await findSandbox(process.platform)

let root = ''
let work = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-command-test-')))
  work = join(root, 'work')
  mkdirSync(join(work, 'sub'), { recursive: true })
  mkdirSync(join(root, 'temporary'))
  writeFileSync(join(work, 'old.txt'), 'old')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function place(): Place {
  return {
    granted: [work],
    dataFolder: join(root, 'data'),
    undoFolder: join(root, 'data', 'undo'),
    home: join(root, 'home'),
    platform: process.platform,
    clock: systemClock,
    newId: () => randomUUID(),
    log: silentLog,
    trash: null,
    cancelReminder: async () => false,
    takeBackFact: async () => false,
  }
}

function action(sandbox: Sandbox = none, searchPath = '/usr/local/bin:/usr/bin:/bin') {
  return runCommandAction({
    sandbox: async () => sandbox,
    env: { PATH: searchPath, HOME: root, SECRET_KEY: 'secret' },
    platform: process.platform,
    temporary: join(root, 'temporary'),
  })
}

async function execute(
  args: unknown,
  sandbox?: Sandbox,
  signal = new AbortController().signal,
  granted = [work],
) {
  const told: Progress[] = []
  const outcome = await action(sandbox)
    .prepare(args)
    .execute({
      signal,
      progress: (event) => told.push(event),
      place: { ...place(), granted },
      conversationId: null,
    })
  return { ...outcome, told }
}

test('its risk comes from the command and the folder; a line for a shell is never harmless', () => {
  const risk = (args: unknown) => action().prepare(args).risk(place())
  expect(risk({ command: ['ls', '-la'] })).toBe('read')
  expect(risk({ command: ['ls -la'], shell: true })).toBe('change')
  expect(risk({ command: ['echo a > new.txt'], shell: true })).toBe('change')
  expect(risk({ command: ['echo a > old.txt'], shell: true })).toBe('destructive')
  expect(risk({ command: ['cp', 'a', 'old.txt'] })).toBe('destructive')
  expect(risk({ command: ['cp', 'a', 'old.txt'], folder: 'sub' })).toBe('change')
  expect(risk({ command: ['rm', 'old.txt'] })).toBe('destructive')
  expect(
    action()
      .prepare({ command: ['ls'] })
      .undo(place()),
  ).toBe('no')
})

test('what reads through a link that leads out of what is granted is no mere reading', () => {
  const risk = (...command: string[]) =>
    action()
      .prepare({ command })
      .risk({ ...place(), granted: [work] })
  mkdirSync(join(work, '.ssh'))
  writeFileSync(join(work, '.ssh', 'id'), '')
  writeFileSync(join(root, 'diary.txt'), '')
  symlinkSync(join(root, 'diary.txt'), join(work, 'notes.txt'))
  symlinkSync('.ssh', join(work, 'shell'))
  symlinkSync('old.txt', join(work, 'link.txt'))
  expect(risk('cat', 'link.txt', 'missing.txt')).toBe('read')
  expect([risk('cat', 'notes.txt'), risk('ls', 'shell'), risk('cat', 'shell/id')]).toEqual([
    'change',
    'change',
    'change',
  ])
  // It follows whatever links there are.
  expect([risk('grep', '-r', 'x', 'sub'), risk('grep', '-R', 'x', 'sub')]).toEqual(['read', 'change'])
})

test('it shows the whole command, where it runs, why it is risky and what keeps it in', async () => {
  const step = action().prepare({ command: ['rm', 'a b', "it's", 'x\u202Ey'], folder: 'sub' })
  expect(step.title).toBe(String.raw`Run rm 'a b' 'it'\''s' 'x\u{202e}y'`)
  expect(await step.preview(place())).toEqual({
    kind: 'command',
    command: String.raw`rm 'a b' 'it'\''s' 'x\u{202e}y'`,
    folder: join(work, 'sub'),
    notes: ['It holds characters that one cannot see.', 'rm removes files.', ...none.lacks],
  })
})

test('it is asked once more, last of all, whether what it runs is what was shown', async () => {
  const refused = new AppError('changed', 'Something else lies there now.')
  const step = action().prepare({ command: ['touch', 'ran.txt'] })
  const execution = {
    signal: new AbortController().signal,
    progress: () => {},
    place: place(),
    conversationId: null,
  }
  const checkAgain = async (): Promise<void> => {
    throw refused
  }
  await expect(step.execute({ ...execution, checkAgain })).rejects.toBe(refused)
  expect(existsSync(join(work, 'ran.txt'))).toBe(false)
  expect(readdirSync(join(root, 'temporary'))).toEqual([])
  const outside = action().prepare({ command: ['../x.sh'], folder: work })
  const { seen = [] } = await bindStep(outside, place())
  expect(notesOfParts(seen)).toEqual([
    expect.stringMatching(/x\.sh lies in no folder that you have granted/u),
  ])
  writeFileSync(join(work, 'build.sh'), '')
  const bound = action().prepare({ command: ['sh', 'build.sh'], folder: work })
  expect(await bound.preview(place())).toMatchObject({
    notes: expect.arrayContaining([expect.stringMatching(/^build\.sh is run only as it is now/u)]),
  })
})

test.skipIf(here.kind === 'none')(
  'it names the folder that can be written, which is the innermost that is granted',
  async () => {
    mkdirSync(join(work, 'sub', 'deep'))
    const granted = [work, join(work, 'sub'), root]
    const step = action(here).prepare({ command: ['ls'], folder: 'sub/deep' })
    expect(await step.preview({ ...place(), granted })).toMatchObject({
      folder: join(work, 'sub', 'deep'),
      notes: expect.arrayContaining([`Only ${join(work, 'sub')} can be written.`]),
    })
    const { output } = await execute(
      { command: ['touch ../in ../../out; ls ..'], shell: true, folder: 'sub/deep' },
      here,
      undefined,
      granted,
    )
    expect(output).toContain('in\n')
    expect([existsSync(join(work, 'sub', 'in')), existsSync(join(work, 'out'))]).toEqual([true, false])
  },
)

test.skipIf(here.kind === 'none')(
  'a folder of programs at home that is a link to home opens nothing of it',
  async () => {
    const home = join(root, 'home')
    mkdirSync(join(home, 'tools'), { recursive: true })
    writeFileSync(join(home, 'letter.txt'), 'private')
    writeFileSync(join(home, 'tools', 'hello'), '#!/bin/sh\necho hello', { mode: 0o755 })
    symlinkSync(home, join(home, 'all'))
    symlinkSync('tools', join(home, 'current'))
    const path = ['all', 'current', 'gone'].map((name) => join(home, name)).join(':')
    const step = action(here, `/usr/bin:/bin:${path}`).prepare({
      command: [`hello; cat ${home}/all/letter.txt ${home}/letter.txt`],
      shell: true,
      folder: work,
    })
    const execution = { signal: new AbortController().signal, progress: () => {}, conversationId: null }
    const seen = await step.takes(place())
    const { output } = await step.execute({ ...execution, place: place(), seen })
    expect(output).toContain('hello')
    expect(output).not.toContain('private')
  },
)

test.skipIf(here.kind === 'none')(
  'where less is covered than was shown it is refused; what programs make is no matter while the keys are in their place',
  async () => {
    mkdirSync(join(work, 'app'))
    writeFileSync(join(work, 'app', '.env'), 'secret')
    const step = action(here).prepare({ command: ['echo ran; cat */.env */app/.env'], shell: true })
    const kept = 'What is named like keys or passwords in it cannot be read.'
    expect((await step.preview(place()))?.notes).toContain(kept)
    const shown = await step.takes(place())
    const run = (seen: readonly Seen[] | undefined) =>
      step.execute({
        signal: new AbortController().signal,
        progress: () => {},
        place: place(),
        conversationId: null,
        seen,
      })
    const refused = { code: 'forbidden', message: expect.stringContaining('riskier') }
    mkdirSync(join(work, '__pycache__'))
    expect((await run(shown)).output).toContain('ran')
    await expect(run(undefined)).rejects.toMatchObject(refused)
    renameSync(join(work, 'app'), join(work, '__pycache__', 'app'))
    await expect(run(shown)).rejects.toMatchObject(refused)
    // Whoever is shown that may say yes to it.
    expect((await run(await step.takes(place()))).output).toContain('secret')

    renameSync(join(work, '__pycache__', 'app'), join(work, 'app'))
    const whole = await step.takes(place())
    mkdirSync(join(work, 'a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r'), { recursive: true })
    await expect(run(whole)).rejects.toMatchObject(refused)
    const { notes } = (await step.preview(place())) ?? {}
    expect(notes).not.toContain(kept)
    expect(notes).toContain('What is named like keys or passwords in it and was found cannot be read.')
    expect((await run(await step.takes(place()))).output).not.toContain('secret')
  },
)

test('its folder may be named from home', () => {
  const bound = (folder: string): unknown =>
    action()
      .prepare({ command: ['ls'], folder })
      .bind({ ...place(), home: root }).arguments['folder']
  expect(['~/work/sub', '~', 'sub', '~sub'].map(bound)).toEqual([
    join(work, 'sub'),
    root,
    join(work, 'sub'),
    join(work, '~sub'),
  ])
  const risk = action()
    .prepare({ command: ['cp', 'a', 'old.txt'], folder: '~/work' })
    .risk({ ...place(), home: root })
  expect(risk).toBe('destructive')
})

test('arguments that do not fit are refused', () => {
  for (const args of [
    {},
    { command: [] },
    { command: ['a', 'b'], shell: true },
    { command: ['a\0'] },
    { command: 'ls' },
  ])
    expect(() => action().prepare(args)).toThrow('do not fit')
})

test.skipIf(process.platform === 'win32')(
  'a program of the folder does not take the place of one of the system',
  async () => {
    writeFileSync(join(work, 'ls'), '#!/bin/sh\necho taken', { mode: 0o755 })
    const step = runCommandAction({
      sandbox: async () => none,
      env: { PATH: `${work}:/usr/bin:/bin` },
      platform: process.platform,
      temporary: join(root, 'temporary'),
    }).prepare({ command: ['ls'] })
    const signal = new AbortController().signal
    const { output } = await step.execute({
      signal,
      progress: () => {},
      place: place(),
      conversationId: null,
    })
    expect(output).toBe('ls\nold.txt\nsub\n')
  },
)

test('it runs only in granted folders, links looked through', async () => {
  symlinkSync(root, join(work, 'out'))
  for (const folder of ['..', 'out', root, '/', 'sub/../..'])
    await expect(execute({ command: ['ls'], folder })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(execute({ command: ['ls'], folder: 'gone' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(execute({ command: ['no-such-program'] })).rejects.toThrow(
    'There is no program no-such-program here.',
  )
})

describe.skipIf(process.platform === 'win32').each([
  ['without a sandbox', none],
  [`with what this system has (${here.kind})`, here],
])('%s', (_name, sandbox) => {
  test('it runs, tells its output, and leaves nothing but what it was told to', async () => {
    const { told, output, summary, source } = await execute(
      { command: ['echo a > new.txt; cat old.txt; env; exit 3'], shell: true },
      sandbox,
    )
    expect(summary).toBe('Ran echo a > new.txt; cat old.txt; env; exit 3. It ended with exit code 3.')
    expect(source).toContain('the output of echo')
    expect(output).toMatch(/^old/u)
    expect(output).not.toContain('secret')
    expect(told.every(({ type }) => type === 'output')).toBe(true)
    expect(existsSync(join(work, 'new.txt'))).toBe(true)
    expect(readdirSync(join(root, 'temporary'))).toEqual([])
    expect(readdirSync(join(root, 'data', 'outputs'))).toEqual([])
  })

  test('a long output is cut for the model, its end kept, the whole in a file', async () => {
    const { output, summary } = await execute({ command: ['seq', '1', '100000'] }, sandbox)
    expect(output?.startsWith('1\n2\n')).toBe(true)
    expect(output?.endsWith('\n99999\n100000\n')).toBe(true)
    expect(output?.length).toBeLessThan(17_000)
    expect(summary).toContain('All of its output is in ')
    expect(readdirSync(join(root, 'data', 'outputs'))).toHaveLength(1)
  })

  test('stopped, it says so', async () => {
    const stopping = new AbortController()
    const running = action(sandbox)
      .prepare({ command: ['echo ready; sleep 1000'], shell: true })
      .execute({
        signal: stopping.signal,
        progress: () => stopping.abort(),
        place: place(),
        conversationId: null,
      })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('over its time, it is ended and says so', async () => {
    const { summary } = await execute({ command: ['sleep', '1000'], seconds: 1 }, sandbox)
    expect(summary).toBe('Ran sleep 1000. It was ended, since it took longer than 1 seconds.')
  })
})
