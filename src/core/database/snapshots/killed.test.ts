import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { copyFolder, makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { addMessages, countMessages } from '../../../../tests/support/fill-database.ts'
import { makeLaterMigrations } from '../../../../tests/support/migrations.ts'
import { createRandom } from '../../../../tests/support/random.ts'
import { silentLog as log } from '../../log.ts'
import { sourceFiles } from '../../store-files.ts'
import { rowsOf } from '../database.ts'
import { openDatabase } from '../open.ts'

/**
 * Processes that are killed at random moments of their work. How long the work takes is measured first, so that the
 * moments lie all over it on a fast machine as on a slow one.
 */
const program = new URL('../../../../tests/support/work-on-data-folder.ts', import.meta.url)
/** HEARTH_KILLS says how many, where there is time for more. */
const kills = Number(process.env['HEARTH_KILLS'] ?? 2)

type Work = readonly ['snapshot' | 'restore' | 'migrate', ...string[]]

/** Starts the work and kills it after so many milliseconds of it; resolves with how long it took if it was not. */
async function workFor(milliseconds: number, args: Work): Promise<number> {
  const child = fork(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const [message] = (await once(child, 'message')) as [string]
  expect(message).toBe('begun')
  const begun = performance.now()
  const stop = new AbortController()
  const killing = wait(milliseconds, null, { signal: stop.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await exited
  stop.abort()
  await killing
  return performance.now() - begun
}

/** Prepares a folder, lets the work go on to its end in a copy, and then kills it in others, looking at each. */
async function killAtRandom(
  seed: number,
  prepared: string,
  work: (dataFolder: string) => Work,
  look: (dataFolder: string) => Promise<void>,
): Promise<void> {
  const random = createRandom(seed)
  let whole = 0
  for (let round = 0; round <= kills; round += 1) {
    await using folder = await makeDataFolder({ ready: false })
    copyFolder(prepared, folder.path)
    const took = await workFor(round === 0 ? 600_000 : random.below(whole), work(folder.path))
    if (round === 0) whole = took
    await look(folder.path)
  }
}

test('killed while a snapshot is made: the database has all, and what is offered is whole', async () => {
  await using prepared = await makeDataFolder()
  const database = await openDatabase({ dataFolder: prepared.path, log })
  await addMessages(database.db, 200)
  await database.close()
  await killAtRandom(
    1,
    prepared.path,
    (dataFolder) => ['snapshot', dataFolder],
    async (dataFolder) => {
      const again = await openDatabase({ dataFolder, log })
      expect(await countMessages(again.db)).toBe(200)
      for (const { messages } of await again.snapshots!.list()) expect(messages).toBe(200)
      await again.close()
      // Clearing what the crash left is part of what a close waits for.
      const left = (await readdir(join(dataFolder, 'snapshots')).catch((): string[] => [])).toSorted()
      expect(left.map((name) => name.replace(/^.*?\./, ''))).toEqual(
        left.length > 0 ? ['json', 'tar.gz'] : [],
      )
    },
  )
}, 300_000)

test('killed while one is restored: it is the old state or the new one, and the other is kept', async () => {
  await using prepared = await makeDataFolder()
  const database = await openDatabase({ dataFolder: prepared.path, log })
  await addMessages(database.db, 200)
  const { id } = await database.snapshots!.make('asked')
  await addMessages(database.db, 100)
  await database.close()
  await killAtRandom(
    2,
    prepared.path,
    (dataFolder) => ['restore', dataFolder, id],
    async (dataFolder) => {
      const again = await openDatabase({ dataFolder, log })
      const count = await countMessages(again.db)
      expect((await again.snapshots!.list()).map((snapshot) => snapshot.id)).toContain(id)
      await again.close()
      const names = (await readdir(dataFolder)).map((name) => name.replace(/-\d.*/, ''))
      const kept = names.filter((name) => name.startsWith('postgres.'))
      expect(kept).toEqual(count === 300 ? [] : ['postgres.before-restore'])
      expect([200, 300]).toContain(count)
    },
  )
}, 300_000)

test('killed while it migrates: all is there, migrated or not, and what was before can be restored', async () => {
  await using prepared = await makeDataFolder()
  await using later = await makeLaterMigrations(
    'alter table message add column note text',
    `update message set note = 'x'`,
    'create index message_note on message (note)',
  )
  const database = await openDatabase({ dataFolder: prepared.path, log })
  await addMessages(database.db, 200)
  await database.close()
  const files = { ...sourceFiles(), migrations: later.path }
  await killAtRandom(
    3,
    prepared.path,
    (dataFolder) => ['migrate', dataFolder, later.path],
    async (dataFolder) => {
      const again = await openDatabase({ dataFolder, log, files })
      expect(await countMessages(again.db)).toBe(200)
      const [row] = await rowsOf(again.db, sql`select count(*)::int as noted from message where note = 'x'`)
      expect(row).toEqual({ noted: 200 })
      const [before] = await again.snapshots!.list()
      expect(before).toMatchObject({ reason: 'migration', messages: 200 })
      await again.close()
    },
  )
}, 300_000)
