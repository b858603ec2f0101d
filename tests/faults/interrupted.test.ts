import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startCli } from '../../src/cli/test-process.ts'
import { rowsOf } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { createRandom } from '../support/random.ts'
import { findState } from './load.ts'
import { startWriter } from './writer.ts'

const seed = 20_260_303
const random = createRandom(seed)

/** What Postgres notes in its control file when it was closed: there is nothing to recover (pg_control.h). */
const shutDown = 1
async function stateOf(dataFolder: string): Promise<number> {
  const stateAt = 16
  return (await readFile(join(dataFolder, 'postgres/global/pg_control'))).readUInt32LE(stateAt)
}

test('a process that is told to end in mid-load closes: all it acknowledged is there, and nothing to recover', async () => {
  await using folder = await makeDataFolder()
  const writer = startWriter({ dataFolder: folder.path, seed, acknowledged: [0, 0, 0] })
  await writer.said('checked')
  await sleep(300)
  writer.kill('SIGTERM')
  const end = await writer.ended
  expect(end).toMatchObject({ code: 0, closed: true, errors: '' })
  expect(await stateOf(folder.path)).toBe(shutDown)
  const database = await openDatabase({ dataFolder: folder.path, log })
  for (const [own, last] of end.acknowledged.entries())
    expect((await findState(database.db, { seed, own, last })).last).toBe(last)
  await database.close()
})

test.each(['SIGTERM', 'SIGHUP'] as const)('the command line closes the database on %s', async (signal) => {
  await using folder = await makeDataFolder()
  const cli = startCli(['chat'], { dataFolder: folder.path })
  await cli.until(({ stdout, stderr }) => stdout + stderr !== '')
  expect(await stateOf(folder.path)).not.toBe(shutDown)
  cli.kill(signal)
  expect((await cli.ended).code).toBe(signal === 'SIGTERM' ? 143 : 129)
  expect(await stateOf(folder.path)).toBe(shutDown)
})

test('of a kill while the database closes nothing is lost, 6 times', { timeout: 300_000 }, async () => {
  await using folder = await makeDataFolder()
  let acknowledged: readonly number[] = [0, 0, 0]
  for (let kill = 0; kill < 6; kill += 1) {
    const writer = startWriter({ dataFolder: folder.path, seed, acknowledged })
    await writer.said('checked')
    await sleep(50)
    writer.kill('SIGTERM')
    await writer.said('closing')
    await sleep(random.below(50))
    writer.kill('SIGKILL')
    const end = await writer.ended
    expect(end.errors, `kill ${kill}`).toBe('')
    acknowledged = end.acknowledged
  }
  const database = await openDatabase({ dataFolder: folder.path, log })
  for (const [own, last] of acknowledged.entries()) await findState(database.db, { seed, own, last })
  await database.close()
})

test(
  'a first start that is killed at any moment is begun anew by the next',
  { timeout: 300_000 },
  async () => {
    await using folder = await makeDataFolder({ ready: false })
    for (let kill = 0; kill < 5; kill += 1) {
      const dataFolder = join(folder.path, String(kill))
      const starter = fork(new URL('start-on-command.ts', import.meta.url))
      const gone = once(starter, 'exit')
      starter.send({ open: dataFolder })
      await sleep(400 + random.below(2_000))
      starter.kill('SIGKILL')
      await gone
      const { db, close } = await openDatabase({ dataFolder, log })
      expect(await rowsOf(db, sql`select count(*)::int as count from message`)).toEqual([{ count: 0 }])
      await close()
    }
  },
)
