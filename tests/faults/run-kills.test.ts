import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { makeActionPlace, type ActionPlace } from '../support/action-place.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { saveRequest, setRunStage, type Named } from '../support/run-stage.ts'
import { checkIndexes } from './check-indexes.ts'
import type { Killing, Point } from './run-kills.ts'

const program = fileURLToPath(new URL('run-until-killed.ts', import.meta.url))

async function carryOutUntilKilled(killing: Killing): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(killing)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  expect({ code, signal }, killing.point).toEqual({ code: null, signal: 'SIGKILL' })
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
  async (point, expected) => {
    await using folder = await makeDataFolder()
    const world = makeActionPlace()
    const content = (name: string): string | null => {
      const path = join(world.granted, name)
      return existsSync(path) ? readFileSync(path, 'utf8') : null
    }
    writeFileSync(join(world.granted, 'b.txt'), 'before')
    const { root, granted, place } = world
    await carryOutUntilKilled({
      dataFolder: folder.path,
      root,
      granted,
      place,
      point,
      plan: planAt(point, world),
    })

    const store = await openDatabase({ dataFolder: folder.path, log })
    await using stage = await setRunStage({ store, world })
    const ended = point === 'result written' || point === 'run told as ended'
    const results = await stage.runs.recover()
    expect(results).toHaveLength(ended ? 0 : 1)
    expect(await stage.runs.recover()).toEqual([])
    const [listed] = await stage.runs.list({})
    const status = ended ? 'succeeded' : 'interrupted'
    expect(listed).toMatchObject({ status, steps: 3 })
    const { id: runId } = listed!
    const { steps, result } = await stage.stored(runId)
    expect(steps.map(({ metadata }) => metadata?.state)).toEqual(expected.states)
    expect(result?.metadata).toMatchObject({ status, done: expected.done })
    expect(result?.content.includes('not known')).toBe(expected.states.includes('unknown'))
    expect(content('b.txt')).toBe(expected.second)
    if (point === 'step 2 output') expect(await stage.runs.output(runId, '2')).toBe('Here I am')

    await goOn()
    const secondNow = content('b.txt')
    // What has an inverse goes back; of the step that nobody knows of, nothing is touched.
    if (expected.done.length > 0) {
      expect((await stage.runs.undo(runId)).left).toEqual([])
      expect(content('a.txt')).toBe(expected.done.includes('1') ? null : 'after')
      expect(content('b.txt')).toBe(expected.done.includes('2') ? 'before' : secondNow)
      await expect(stage.runs.undo(runId)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await store.close()
    expect(await checkIndexes(folder.path)).toBeGreaterThan(0)

    /** As a person does who says yes to the rest of it. */
    async function goOn(): Promise<void> {
      if (ended || expected.rest.length === 0) {
        await expect(stage.runs.goOn(runId)).rejects.toMatchObject({
          code: ended ? 'forbidden' : 'not_found',
        })
        return
      }
      const [rest, again] = await Promise.all([stage.runs.goOn(runId), stage.runs.goOn(runId)])
      expect(again.id).toBe(rest.id)
      expect(rest.metadata).toMatchObject({ status: 'pending' })
      expect(rest.metadata?.actions.map(({ id }) => id)).toEqual(expected.rest)
      const approved = await saveRequest(store.db, rest.metadata!.actions)
      const plan = await stage.runs.start(approved).ended
      expect(plan.result.metadata?.status).toBe('succeeded')
      expect(content('c.txt')).toBe('after')
    }
  },
)
