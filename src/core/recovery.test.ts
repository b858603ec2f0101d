import { mkdir, open, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { copyFolder, makeDataFolder } from '../../tests/support/data-folder.ts'
import { contentsOf } from '../../tests/support/folder-contents.ts'
import { addMessages, countMessages, fileOf } from '../../tests/support/fill-database.ts'
import { openDatabase } from './database/open.ts'
import { silentLog as log } from './log.ts'
import { openRecovery } from './recovery.ts'

let sound: Awaited<ReturnType<typeof makeDataFolder>>
/** Where the file of a relation lies in the folder of the cluster. */
const files = new Map<string, string>()
/** The snapshot that all begin with. */
let id: string
let folder: Awaited<ReturnType<typeof makeDataFolder>>
let dataFolder: string

// Each works on whole copies of a database.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

/** A database with 500 messages and a snapshot of it, closed: made once, and copied for each test. */
beforeAll(async () => {
  sound = await makeDataFolder()
  const database = await openDatabase({ dataFolder: sound.path, log })
  await addMessages(database.db, 500)
  for (const relation of ['message', 'message_by_conversation', 'pg_description'])
    files.set(relation, await fileOf(database.db, relation))
  id = (await database.snapshots!.make('asked')).id
  await database.close()
})
afterAll(() => sound[Symbol.asyncDispose]())

beforeEach(async () => {
  folder = await makeDataFolder({ ready: false })
  dataFolder = folder.path
  copyFolder(sound.path, dataFolder)
})
afterEach(() => folder[Symbol.asyncDispose]())

const fileIn = (relation: string): string => join(dataFolder, 'postgres', files.get(relation)!)
const snapshotFiles = async (): Promise<string[]> => (await readdir(join(dataFolder, 'snapshots'))).toSorted()
const alone = (): string[] => [`${id}.json`, `${id}.tar.gz`]

async function folders(): Promise<string[]> {
  return (await readdir(dataFolder)).filter((name) => name.startsWith('postgres')).toSorted()
}

async function writeGarbage(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(200, 0xab), 0, 200, at)
  await handle.close()
}

test('a sound database has no findings, and is not touched', async () => {
  const before = await contentsOf(join(dataFolder, 'postgres'))
  await using recovery = await openRecovery({ dataFolder, log })
  expect(await recovery.check()).toEqual([])
  expect(await contentsOf(join(dataFolder, 'postgres'))).toEqual(before)
  expect(await snapshotFiles()).toEqual(alone())
})

test.each<[string, string, (file: string) => Promise<void>, RegExp]>([
  [
    'a table cut short',
    'message',
    (file) => truncate(file, 2 * 8_192),
    /^The table message has \d+ rows left of 500 /,
  ],
  [
    'a table cut to nothing',
    'message',
    (file) => truncate(file, 0),
    /^The table message has 0 rows left of 500 /,
  ],
  [
    'garbage in a page',
    'message',
    (file) => writeGarbage(file, 8_192 + 500),
    /^The table message is damaged: invalid page/,
  ],
  [
    'garbage in an index',
    'message_by_conversation',
    (file) => writeGarbage(file, 8_192 + 500),
    /^The index message_by_conversation is damaged/,
  ],
  [
    'a table whose file is gone',
    'message',
    (file) => rm(file),
    /^The table message is damaged: could not open file/,
  ],
  [
    'garbage in a table of Postgres itself',
    'pg_description',
    (file) => writeGarbage(file, 8_192 + 500),
    /^The table pg_catalog.pg_description is damaged/,
  ],
])('%s is found in a copy', async (_, relation, spoil, finding) => {
  await spoil(fileIn(relation))
  await using recovery = await openRecovery({ dataFolder, log })
  const findings = await recovery.check()
  expect(findings).toContainEqual(expect.stringMatching(finding))
  for (const sentence of findings) expect(sentence).toMatch(/^The .*\.$/s)
})

test('a database that does not open is a finding, is kept as it is, and a snapshot takes its place', async () => {
  await writeFile(join(dataFolder, 'postgres', 'global', 'pg_control'), Buffer.alloc(8_192))
  await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({ code: 'database_damaged' })
  const broken = await contentsOf(join(dataFolder, 'postgres'))
  {
    await using recovery = await openRecovery({ dataFolder, log })
    expect(await recovery.check()).toEqual([expect.stringContaining('pg_control')])
    const { keptAs } = await recovery.restore(id)
    expect(keptAs).toMatch(/^postgres\.broken-/)
    expect(await folders()).toEqual(['postgres', keptAs])
    expect(await contentsOf(join(dataFolder, keptAs!))).toEqual(broken)
    // What was broken is no snapshot.
    expect(await recovery.snapshots()).toHaveLength(1)
  }
  const database = await openDatabase({ dataFolder, log })
  expect(await countMessages(database.db)).toBe(500)
  await database.close()
})

test('a damaged database gets no snapshot, and is told of', async () => {
  await writeGarbage(fileIn('message'), 8_192 + 500)
  const database = await openDatabase({ dataFolder, log })
  await expect(database.snapshots!.make('asked')).rejects.toMatchObject({
    code: 'database_damaged',
    message: expect.stringContaining('The table message is damaged'),
  })
  expect((await database.snapshots!.list()).map((snapshot) => snapshot.id)).toEqual([id])
  await database.close()
})

test.each([['gone'], ['empty']])('a folder that is %s is a loss and not a first start', async (how) => {
  await rm(join(dataFolder, 'postgres'), { recursive: true })
  if (how === 'empty') await mkdir(join(dataFolder, 'postgres'))
  await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({
    code: 'database_damaged',
    message: expect.stringContaining('missing'),
  })
  {
    await using recovery = await openRecovery({ dataFolder, log })
    expect(await recovery.check()).toEqual([expect.stringContaining('missing')])
    expect(await recovery.restore(id)).toEqual({ keptAs: null })
  }
  const database = await openDatabase({ dataFolder, log })
  expect(await countMessages(database.db)).toBe(500)
  await database.close()
})

test('beginning anew keeps the folder that was there and leaves an empty database', async () => {
  await rm(join(dataFolder, 'snapshots'), { recursive: true })
  await rm(join(dataFolder, 'postgres', 'PG_VERSION'))
  {
    await using recovery = await openRecovery({ dataFolder, log })
    const { keptAs } = await recovery.beginAnew()
    expect(keptAs).toMatch(/^postgres\.broken-/)
    expect(await folders()).toEqual(['postgres', keptAs])
  }
  const database = await openDatabase({ dataFolder, log })
  expect(await countMessages(database.db)).toBe(0)
  await database.close()
  // Also when that is lost: the one that was kept is still there.
  await rename(join(dataFolder, 'postgres'), join(dataFolder, 'elsewhere'))
  await expect(openDatabase({ dataFolder, log })).rejects.toMatchObject({ code: 'database_damaged' })
})

test('while the database is open nothing can be restored', async () => {
  const database = await openDatabase({ dataFolder, log })
  await expect(openRecovery({ dataFolder, log })).rejects.toMatchObject({ code: 'already_open' })
  await database.close()
  await (await openRecovery({ dataFolder, log }))[Symbol.asyncDispose]()
  await (await openDatabase({ dataFolder, log })).close()
})

test('a restore and a check that are given up leave everything as it was', async () => {
  await using recovery = await openRecovery({ dataFolder, log })
  for (const work of ['restore', 'check'] as const) {
    const stop = new AbortController()
    const { signal } = stop
    const working = work === 'restore' ? recovery.restore(id, { signal }) : recovery.check({ signal })
    setImmediate(() => stop.abort())
    await expect(working).rejects.toMatchObject({ code: 'cancelled' })
    expect(await folders()).toEqual(['postgres'])
    expect(await snapshotFiles()).toEqual(alone())
  }
})
