import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { systemClock as clock } from './clock.ts'
import { silentLog as log } from './log.ts'
import { AppError } from '../shared/errors.ts'
import type { HearthEvent } from '../shared/events.ts'
import { createNetworkSwitch } from './network-switch.ts'
import { changeSettings, readSettings } from './settings.ts'

const memory = { learn: 'propose', recall: true }

test('what was chosen is read again, and what another version wrote besides is kept', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const place = { dataFolder: folder.path, log, clock }
  expect(await readSettings(place)).toEqual({ snapshotsKept: 7, network: false, memory })
  await writeFile(join(folder.path, 'settings.json'), '{"colour":"green"}')
  await changeSettings(place, { snapshotsKept: 3 })
  expect(await readSettings(place)).toEqual({ snapshotsKept: 3, network: false, memory, colour: 'green' })
  expect(await readdir(folder.path)).toEqual(['settings.json'])
})

test.each([['{"snapshotsKept":'], ['{"snapshotsKept":0}'], ['[]'], ['']])(
  'settings that cannot be understood (%s) are set aside, and the usual ones hold',
  async (text) => {
    await using folder = await makeDataFolder({ ready: false })
    await writeFile(join(folder.path, 'settings.json'), text)
    const place = { dataFolder: folder.path, log, clock }
    expect(await readSettings(place)).toEqual({ snapshotsKept: 7, network: false, memory })
    const [aside, ...others] = await readdir(folder.path)
    expect([aside, others]).toEqual([expect.stringMatching(/^settings\.json\.broken-/), []])
    expect(await readFile(join(folder.path, aside!), 'utf8')).toBe(text)
  },
)

test('a folder in the place of the settings is set aside like any other that cannot be understood', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await mkdir(join(folder.path, 'settings.json'))
  expect(await readSettings({ dataFolder: folder.path, log, clock })).toEqual({
    snapshotsKept: 7,
    network: false,
    memory,
  })
  expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^settings\.json\.broken-/)])
})

test('the network is off until a person switches it on: kept, told, and found by whoever asks next', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const place = { dataFolder: folder.path, log, clock }
  const events: HearthEvent[] = []
  const network = createNetworkSwitch(place, { emit: (event) => events.push(event) })
  expect(await network.isOn()).toBe(false)
  await Promise.all([network.turn(true), network.turn(false), network.turn(true)])
  expect(await network.isOn()).toBe(true)
  expect(await createNetworkSwitch(place, { emit: () => {} }).isOn()).toBe(true)
  expect(events.map((event) => event.type === 'network.changed' && event.on)).toEqual([true, false, true])
  expect(await readdir(folder.path)).toEqual(['settings.json'])
})

test('where the switch cannot be kept it says so, stays as it was, and can be tried again', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await mkdir(join(folder.path, 'settings.json.partial'))
  const network = createNetworkSwitch({ dataFolder: folder.path, log, clock }, { emit: () => {} })
  await expect(network.turn(true)).rejects.toBeInstanceOf(AppError)
  expect(await network.isOn()).toBe(false)
  await rmdir(join(folder.path, 'settings.json.partial'))
  await network.turn(true)
  expect(await network.isOn()).toBe(true)
})

test('a value that cannot be is refused and changes nothing', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const place = { dataFolder: folder.path, log, clock }
  await expect(changeSettings(place, { snapshotsKept: 0 })).rejects.toThrow('snapshotsKept')
  expect(await readdir(folder.path)).toEqual([])
})
