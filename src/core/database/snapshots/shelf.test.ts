import {
  appendFile,
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { create } from 'tar'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { systemClock as clock } from '../../clock.ts'
import { silentLog as log } from '../../log.ts'
import { openRecovery } from '../../recovery.ts'
import { sourceFiles } from '../../store-files.ts'
import { openDatabase } from '../open.ts'
import { digestFile } from './archive.ts'
import { keepNewest, sweep } from './keep.ts'
import { readShelf } from './shelf.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let shelf: string
let original: string
const files = sourceFiles()
const id = (day: number): string => `2026-01-0${day}T00-00-00-000Z`

/** One real snapshot, of which each test gets copies. */
beforeAll(async () => {
  folder = await makeDataFolder()
  shelf = join(folder.path, 'snapshots')
  const database = await openDatabase({ dataFolder: folder.path, log })
  const made = await database.snapshots!.make('asked')
  await database.close()
  original = join(folder.path, 'original')
  await copyFile(join(shelf, `${made.id}.tar.gz`), `${original}.tar.gz`)
  await copyFile(join(shelf, `${made.id}.json`), `${original}.json`)
})

afterAll(() => folder[Symbol.asyncDispose]())

beforeEach(async () => {
  await rm(shelf, { recursive: true })
  await mkdir(shelf)
  for (const day of [1, 2, 3]) {
    await copyFile(`${original}.tar.gz`, join(shelf, `${id(day)}.tar.gz`))
    await copyFile(`${original}.json`, join(shelf, `${id(day)}.json`))
    await changeManifest(id(day), { id: id(day) })
  }
})

async function changeManifest(name: string, change: object): Promise<void> {
  const file = join(shelf, `${name}.json`)
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }))
}

async function flipBit(name: string): Promise<void> {
  const file = await open(join(shelf, `${name}.tar.gz`), 'r+')
  const middle = Math.floor((await file.stat()).size / 2)
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, middle)
  await file.write(Buffer.of(byte[0]! ^ 1), 0, 1, middle)
  await file.close()
}

const archive = (name: string): string => join(shelf, `${name}.tar.gz`)
const manifest = (name: string): string => join(shelf, `${name}.json`)

test.each<[string, (name: string) => Promise<void>, string]>([
  ['cut short', (name) => truncate(archive(name), 1_000), 'its archive has 1000 bytes instead of'],
  ['longer than it was', (name) => appendFile(archive(name), '\0'), 'bytes instead of'],
  ['changed in one bit', flipBit, 'its archive has changed since it was written'],
  ['without its archive', (name) => rm(archive(name)), 'its archive is missing'],
  ['without its manifest', (name) => rm(manifest(name)), 'its description is missing'],
  ['with half a manifest', (name) => truncate(manifest(name), 100), 'its description is unreadable'],
  ['of another Postgres', (name) => changeManifest(name, { postgres: '17' }), 'made by Postgres 17'],
  ['of a newer Hearth', (name) => changeManifest(name, { migrations: ['?'] }), 'a newer version of Hearth'],
  ['with the manifest of another', (name) => changeManifest(name, { id: id(1) }), 'that of another one'],
])('a snapshot %s is never offered, and refused with the reason', async (_, spoil, why) => {
  await spoil(id(2))
  await using recovery = await openRecovery({ dataFolder: folder.path, log, clock })
  const [usable, unusable] = await Promise.all([recovery.snapshots(), recovery.unusable()])
  expect(usable.map((snapshot) => snapshot.id)).toEqual([id(3), id(1)])
  expect(unusable).toEqual([{ id: id(2), why: expect.stringContaining(why) }])
  const before = await readdir(folder.path)
  await expect(recovery.restore(id(2))).rejects.toMatchObject({
    code: 'snapshot_unusable',
    message: expect.stringContaining(why),
  })
  await expect(recovery.restore(id(7))).rejects.toMatchObject({ code: 'not_found' })
  expect(await readdir(folder.path)).toEqual(before)
})

test.each([
  [1, null, [3]],
  [2, null, [2, 3]],
  [3, null, [1, 2, 3]],
  [7, null, [1, 2, 3]],
  // One that cannot be used pushes out no good one.
  [2, 3, [1, 2, 3]],
  [1, 3, [2, 3]],
  [1, 2, [3]],
])(
  'of three the newest %i good ones are kept, number %s being spoiled: %j stay',
  async (count, spoiled, left) => {
    if (spoiled !== null) await flipBit(id(spoiled))
    await keepNewest(count, { dataFolder: folder.path, files })
    const names = left.flatMap((day) => [`${id(day)}.json`, `${id(day)}.tar.gz`])
    expect((await readdir(shelf)).toSorted()).toEqual(names)
  },
)

test.each(['../outside', 'link'])(
  'an archive that would write outside of its folder (%s) is refused, and writes nothing',
  async (path) => {
    await using elsewhere = await makeDataFolder({ ready: false })
    const cwd = join(elsewhere.path, 'inside')
    await mkdir(cwd)
    await symlink('/tmp', join(cwd, 'link'))
    await writeFile(join(elsewhere.path, 'outside'), '')
    await create({ gzip: true, file: archive(id(2)), cwd, preservePaths: true }, [path])
    await changeManifest(id(2), { ...(await digestFile(archive(id(2)))) })
    await using recovery = await openRecovery({ dataFolder: folder.path, log, clock })
    const before = await readdir(join(folder.path, 'postgres'))
    await expect(recovery.restore(id(2))).rejects.toMatchObject({ code: 'snapshot_unusable' })
    expect(await readdir(join(folder.path, 'postgres'))).toEqual(before)
    expect(await readdir(folder.path)).not.toContain('outside')
  },
)

test('what a person keeps beside the snapshots is no snapshot, and is never cleared away', async () => {
  const own = ['2020 taxes.json', 'film.json.partial', 'holiday.tar.gz', 'novel.draft']
  for (const name of own) await writeFile(join(shelf, name), 'mine')
  await sweep(folder.path)
  await keepNewest(1, { dataFolder: folder.path, files })
  const left = [...own, `${id(3)}.json`, `${id(3)}.tar.gz`]
  expect((await readdir(shelf)).toSorted()).toEqual(left.toSorted())
  expect((await readShelf({ dataFolder: folder.path, files })).unusable).toEqual([])
})

test('a shelf that is not there is empty', async () => {
  expect(await readShelf({ dataFolder: shelf, files })).toEqual({ usable: [], unusable: [] })
})
