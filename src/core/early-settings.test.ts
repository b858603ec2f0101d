import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { systemClock as clock } from './clock.ts'
import { silentLog as log } from './log.ts'
import { changeEarly, readEarly, snapshotsToKeep } from './early-settings.ts'

test('what was chosen is read again, and what another version wrote besides is kept', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const place = { dataFolder: folder.path, log, clock }
  expect([await readEarly(place), await snapshotsToKeep(place)]).toEqual([{}, 7])
  await writeFile(join(folder.path, 'settings.json'), '{"colour":"green"}')
  await changeEarly(place, { snapshotsKept: 3 })
  expect(await readEarly(place)).toEqual({ snapshotsKept: 3, colour: 'green' })
  expect(await snapshotsToKeep(place)).toBe(3)
  expect(await readdir(folder.path)).toEqual(['settings.json'])
})

test.each([['{"snapshotsKept":'], ['{"snapshotsKept":0}'], ['[]'], ['']])(
  'settings that cannot be understood (%s) are set aside, and nobody knows what was chosen',
  async (text) => {
    await using folder = await makeDataFolder({ ready: false })
    await writeFile(join(folder.path, 'settings.json'), text)
    const place = { dataFolder: folder.path, log, clock }
    expect(await readEarly(place)).toEqual({})
    expect(await snapshotsToKeep(place)).toBeNull()
    const [aside, ...others] = await readdir(folder.path)
    expect([aside, others]).toEqual([expect.stringMatching(/^settings\.json\.broken-/), []])
    expect(await readFile(join(folder.path, aside!), 'utf8')).toBe(text)
  },
)

test('a folder in the place of the settings is set aside like any other that cannot be understood', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await mkdir(join(folder.path, 'settings.json'))
  expect(await readEarly({ dataFolder: folder.path, log, clock })).toEqual({})
  expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^settings\.json\.broken-/)])
})

test('a file that cannot be read now stays where it is, and is read the next time', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const place = { dataFolder: folder.path, log, clock }
  const file = join(folder.path, 'settings.json')
  await symlink('settings.json', file)
  await expect(readEarly(place)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(changeEarly(place, { theme: 'dark' })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await snapshotsToKeep(place)).toBeNull()
  expect(await readdir(folder.path)).toEqual(['settings.json'])
  await rm(file)
  await writeFile(file, '{"snapshotsKept":30}')
  expect(await snapshotsToKeep(place)).toBe(30)
})

test('a value that cannot be is refused and changes nothing', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const place = { dataFolder: folder.path, log, clock }
  await expect(changeEarly(place, { snapshotsKept: 0 })).rejects.toThrow('snapshotsKept')
  expect(await readdir(folder.path)).toEqual([])
})
