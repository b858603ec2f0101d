import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineAction } from '../../src/core/actions/action.ts'
import type { OpenDatabase } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { findAppError } from '../../src/shared/errors.ts'
import type { HearthEvent } from '../../src/shared/events.ts'
import { setRunStage, type RunStage } from '../support/run-stage.ts'
import { mountSmallDisk, noSmallDisk, type SmallDisk } from './small-disk.ts'

let disk: SmallDisk
let store: OpenDatabase
let stage: RunStage
/** What the first step of a plan does in this test. */
let first: () => Promise<void>

/** Fills the disk and the room that the database has left in its log, until it refuses the smallest write. */
async function fillUp(): Promise<void> {
  disk.fill()
  for (let size = 2_000_000; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      const code = await store.db
        .execute(sql`select pg_logical_emit_message(true, 'fill', repeat('x', ${size}::int))`)
        .then(
          () => null,
          (error: unknown) => findAppError(error)?.code,
        )
      if (code !== null) break
    }
  }
}

const trouble = (code: string | null) => (event: HearthEvent) =>
  event.type === 'store.trouble' && (event.error?.code ?? null) === code

describe.skipIf(noSmallDisk)(`runs on a small disk${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  beforeEach(async () => {
    disk = await mountSmallDisk(120)
    store = await openDatabase({ dataFolder: join(disk.path, 'data'), log })
    const own = defineAction({
      name: 'first',
      description: 'Does what the test wants.',
      input: z.strictObject({}),
      risk: () => 'change',
      undo: 'no',
      summarize: () => 'Do the first.',
      execute: async () => {
        await first()
        return { summary: 'Did the first.' }
      },
    })
    stage = await setRunStage({ store, own: [own] })
  })
  afterEach(async () => {
    await stage[Symbol.asyncDispose]()
    await store.close()
    await disk[Symbol.asyncDispose]()
  })

  const second = (): string => join(stage.world.granted, 'second.txt')
  const plan = () => [['first', {}] as const, ['write_file', { path: second(), content: 'x' }] as const]

  test('the end of a step that cannot be written is told, and written when there is space; until then no other begins', async () => {
    first = fillUp
    const told = stage.heard(trouble('disk_full'))
    const passed = stage.heard(trouble(null))
    const { ended, runId } = await stage.begin(plan())
    await told
    expect(existsSync(second())).toBe(false)
    disk.free()
    await passed
    const { result } = await ended
    expect(result.metadata?.status).toBe('succeeded')
    expect((await stage.stored(runId)).steps.map(({ metadata }) => metadata?.state)).toEqual([
      'succeeded',
      'succeeded',
    ])
    expect(stage.events.filter(({ type }) => type === 'store.trouble')).toHaveLength(2)
  })

  test('a run that is stopped while its journal cannot be written begins nothing more', async () => {
    first = fillUp
    const told = stage.heard(trouble('disk_full'))
    const { ended, runId } = await stage.begin(plan())
    await told
    await stage.runs.stop(runId)
    disk.free()
    expect((await ended).result.metadata).toMatchObject({ status: 'cancelled', done: ['1'], notDone: ['2'] })
    expect(existsSync(second())).toBe(false)
  })

  test('an app that closes on a full disk does not wait for it; what was under way is unknown at the next opening', async () => {
    first = fillUp
    const told = stage.heard(trouble('disk_full'))
    const { ended, runId } = await stage.begin(plan())
    const refused = ended.catch((error: unknown) => findAppError(error)?.code)
    await told
    await stage.runs.close()
    expect(await refused).toBe('disk_full')
    disk.free()
    const again = stage.anew()
    expect(await again.recover()).toMatchObject([
      { metadata: { runId, status: 'interrupted', notDone: ['2'] } },
    ])
    expect((await stage.stored(runId)).steps.map(({ metadata }) => metadata?.state)).toEqual(['unknown'])
    expect(existsSync(second())).toBe(false)
  })
})
