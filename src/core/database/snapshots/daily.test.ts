import { expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { silentLog as log } from '../../log.ts'
import { sourceFiles } from '../../store-files.ts'
import { clusterFolder } from '../embedded/cluster.ts'
import { openThread } from '../embedded/thread.ts'
import { openSnapshots } from './snapshots.ts'

test('one is made a day, when there is something to keep', async () => {
  await using folder = await makeDataFolder()
  const files = sourceFiles()
  let now = new Date('2026-11-24T08:00:00.000Z')
  const clock = { now: () => now, monotonic: () => performance.now() }
  const thread = openThread({ folder: clusterFolder(folder.path), worker: files.worker, log })
  let left = true
  const beforeCopy = async () => left
  const snapshots = openSnapshots({ dataFolder: folder.path, files, log, clock, thread, beforeCopy })
  expect(await snapshots.makeDaily()).toBeNull()
  await thread.call({ kind: 'exec', sql: `insert into conversation (title, num_ctx) values ('x', 1)` })
  left = false
  expect(await snapshots.makeDaily()).toBeNull()
  await expect(snapshots.make('asked')).rejects.toMatchObject({ code: 'forbidden' })
  left = true
  expect(await snapshots.makeDaily()).toMatchObject({ reason: 'daily', conversations: 1 })
  now = new Date('2026-11-24T23:00:00.000Z')
  expect(await snapshots.makeDaily()).toBeNull()
  now = new Date('2026-11-25T00:00:00.000Z')
  expect(await snapshots.makeDaily()).toMatchObject({ reason: 'daily' })
  // A day that has one already, by a clock that was set back.
  now = new Date('2026-11-24T09:00:00.000Z')
  expect(await snapshots.makeDaily()).toBeNull()
  await snapshots.close()
  await thread.close()
}, 300_000)
