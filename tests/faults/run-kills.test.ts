import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/core/database/open.ts'
import { approveRequest } from '../../src/core/database/queries/requests.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { findAppError } from '../../src/shared/errors.ts'
import { makeActionPlace, type ActionPlace } from '../support/action-place.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { setRunStage, type Named, type RunStage } from '../support/run-stage.ts'
import { checkIndexes } from './check-indexes.ts'
import type { Killing, Point } from './run-kills.ts'

const program = fileURLToPath(new URL('run-until-killed.ts', import.meta.url))

async function carryOutUntilKilled(killing: Killing): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(killing)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
}

interface Expected {
  readonly states: readonly string[]
  readonly done: readonly string[]
  readonly rest: readonly string[]
  /** What is in b.txt, which the second step replaces. */
  readonly second: 'before' | 'after'
}

const nothing: Expected = { states: [], done: [], rest: ['1', '2', '3'], second: 'before' }
const first: Expected = { states: ['succeeded'], done: ['1'], rest: ['2', '3'], second: 'before' }
const inSecond: Expected = { states: ['succeeded', 'unknown'], done: ['1'], rest: ['3'], second: 'before' }
const two: Expected = { states: ['succeeded', 'succeeded'], done: ['1', '2'], rest: ['3'], second: 'after' }
const three: Expected = {
  states: ['succeeded', 'succeeded', 'succeeded'],
  done: ['1', '2', '3'],
  rest: [],
  second: 'after',
}

const points: readonly (readonly [Point, Expected])[] = [
  ['approved', nothing],
  ['run claimed', nothing],
  ['step 1 about to begin', nothing],
  ['step 1 started', { states: ['unknown'], done: [], rest: ['2', '3'], second: 'before' }],
  ['step 1 succeeded', first],
  ['step 2 about to begin', first],
  ['step 2 started', inSecond],
  ['in step 2', { ...inSecond, second: 'after' }],
  ['step 2 done, not written', { ...inSecond, second: 'after' }],
  ['step 2 output', inSecond],
  ['step 2 succeeded', two],
  ['step 3 about to begin', two],
  ['step 3 succeeded', three],
  ['result written', three],
  ['run told as ended', three],
]

function planAt(point: Point, world: ActionPlace): readonly Named[] {
  const path = (name: string): string => join(world.granted, name)
  return [
    ['write_file', { path: path('a.txt'), content: 'after' }],
    point === 'step 2 output'
      ? ['speak', {}]
      : ['write_file', { path: path('b.txt'), content: 'after', replace: true }],
    ['write_file', { path: path('c.txt'), content: 'after' }],
  ]
}

test.each(points)(
  'killed at «%s»: what was done is known, nothing is done again, it goes on and is taken back',
  async (point, { states, done, rest, second }) => {
    await using folder = await makeDataFolder()
    const world = makeActionPlace()
    const content = (name: string): string | null => {
      const path = join(world.granted, name)
      return existsSync(path) ? readFileSync(path, 'utf8') : null
    }
    writeFileSync(join(world.granted, 'b.txt'), 'before')
    const { root, granted, place } = world
    const plan = planAt(point, world)
    await carryOutUntilKilled({ dataFolder: folder.path, root, granted, place, point, plan })

    const store = await openDatabase({ dataFolder: folder.path, log })
    await using stage = await setRunStage({ store, world })
    const ended = point === 'result written' || point === 'run told as ended'
    const status = ended ? 'succeeded' : 'interrupted'
    expect(await stage.runs.recover()).toHaveLength(ended ? 0 : 1)
    expect(await stage.runs.recover()).toEqual([])
    const [listed] = await stage.runs.list({})
    expect(listed).toMatchObject({ status, steps: 3 })
    const { id: runId } = listed!
    const { steps, result } = await stage.stored(runId)
    expect(steps.map(({ metadata }) => metadata?.state)).toEqual(states)
    expect(steps.map(({ metadata }) => metadata?.output)).toEqual(
      states.map((_, at) => (at === 1 && point === 'step 2 output' ? 'Here I am' : undefined)),
    )
    expect(result?.metadata).toMatchObject({ status, done })
    expect(result?.content.includes('not known')).toBe(states.includes('unknown'))
    expect(content('b.txt')).toBe(second)

    const refusal = ended ? 'forbidden' : 'not_found'
    expect(await goOn(stage, runId)).toEqual(
      ended || rest.length === 0 ? refusal : { status: 'succeeded', done: rest.map((id) => fileOf[id]) },
    )
    expect(content('c.txt')).toBe('after')

    // What has an inverse goes back; of the step that nobody knows of, nothing is touched.
    const now = [content('a.txt'), content('b.txt')]
    const undone = done.map((id) => join(granted, fileOf[id] ?? '')).toReversed()
    const report = done.length > 0 ? { left: [], undone } : nothingToUndo(states)
    expect(await attempt(stage.runs.undo(runId))).toEqual(report)
    expect(await attempt(stage.runs.undo(runId))).toBe(nothingToUndo(states))
    expect([content('a.txt'), content('b.txt')]).toEqual([
      done.includes('1') ? null : now[0],
      done.includes('2') ? 'before' : now[1],
    ])
    await store.close()
    expect(await checkIndexes(folder.path)).toBeGreaterThan(0)
  },
)

const fileOf: Readonly<Record<string, string>> = { 1: 'a.txt', 2: 'b.txt', 3: 'c.txt' }

const nothingToUndo = (states: readonly string[]): string => (states.length === 0 ? 'not_found' : 'forbidden')

/** As a person does who says yes to the rest of it, asked twice. What became of it, or the code of the refusal. */
async function goOn(stage: RunStage, runId: string): Promise<unknown> {
  const asked = await attempt(Promise.all([stage.runs.goOn(runId), stage.runs.goOn(runId)]))
  if (typeof asked === 'string') return asked
  const [rest, again] = asked
  if (again.id !== rest.id || rest.metadata?.status !== 'pending') return 'not one plan that waits'
  const { digest, actions } = rest.metadata
  const approved = await approveRequest(stage.db, rest.id, digest, new Date())
  const { status, done } = (await stage.runs.start(approved!).ended).result.metadata!
  // The rest has ids of its own.
  const paths = actions.flatMap(({ id, arguments: { path } }) =>
    done?.includes(id) && typeof path === 'string' ? basename(path) : [],
  )
  return { status, done: paths }
}

/** What it gives, or the code of the error. */
async function attempt<T>(work: Promise<T>): Promise<T | string> {
  return work.catch((error: unknown) => findAppError(error)?.code ?? String(error))
}
