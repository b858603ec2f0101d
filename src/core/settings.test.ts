import { mkdir, readFile, rm, rmdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { openTestStore } from '../../tests/support/store.ts'
import { AppError } from '../shared/errors.ts'
import type { HearthEvent } from '../shared/events.ts'
import { usualSettings } from '../shared/settings.ts'
import { systemClock as clock } from './clock.ts'
import type { OpenDatabase } from './database/database.ts'
import { saveSetting } from './database/queries/settings.ts'
import { readEarly } from './early-settings.ts'
import { createEventHub } from './event-hub.ts'
import { silentLog as log } from './log.ts'
import { createNetworkSwitch } from './network-switch.ts'
import { openSettings } from './settings.ts'

let store: OpenDatabase
beforeAll(async () => void (store = await openTestStore()))
afterAll(() => store.close())

async function place() {
  const folder = await makeDataFolder({ ready: false })
  const events = createEventHub(log)
  const told: HearthEvent[] = []
  events.listen((event) => told.push(event))
  const options = { db: store.db, computer: folder.path, dataFolder: folder.path, events, log, clock }
  return { ...options, told, folder, open: () => openSettings(options) }
}

test('where nothing was chosen all is as usual; what is chosen is kept, told, and found by the next start', async () => {
  const { open, told, folder } = await place()
  await using _ = folder
  const settings = await open()
  expect(settings.current()).toEqual(usualSettings)
  await Promise.all([
    settings.change({ general: { theme: 'dark' }, memory: { learn: 'off' } }),
    settings.change({ general: { language: 'de' } }),
  ])
  const chosen = {
    ...usualSettings,
    general: { ...usualSettings.general, theme: 'dark', language: 'de' },
    memory: { ...usualSettings.memory, learn: 'off' },
  }
  expect([settings.current(), (await open()).current()]).toEqual([chosen, chosen])
  expect(told.map(({ type }) => type)).toEqual(['settings.changed', 'settings.changed'])
  await settings.reset('general')
  expect((await open()).current()).toEqual({ ...chosen, general: usualSettings.general })
})

test('what must be known early lies in the file, and the file is right where both have it', async () => {
  const { open, folder, dataFolder } = await place()
  await using _ = folder
  await (await open()).change({ general: { theme: 'light' }, data: { snapshotsKept: 3 } })
  expect(await readEarly({ dataFolder, log, clock })).toMatchObject({ theme: 'light', snapshotsKept: 3 })
  await writeFile(join(dataFolder, 'settings.json'), '{"snapshotsKept":5}')
  expect((await open()).current()).toMatchObject({ general: { theme: 'light' }, data: { snapshotsKept: 5 } })
})

test('where the file cannot be read, or is broken, what the database knows holds and is written into it anew', async () => {
  const { open, folder, dataFolder } = await place()
  await using _ = folder
  const file = join(dataFolder, 'settings.json')
  // Chosen where there was no database to ask.
  await writeFile(file, '{"snapshotsKept":30}')
  const thirty = { data: { snapshotsKept: 30 } }
  expect((await open()).current()).toMatchObject(thirty)
  await rm(file)
  await symlink('settings.json', file)
  expect((await open()).current()).toMatchObject(thirty)
  await rm(file)
  await writeFile(file, '{"snapshotsKept":')
  expect((await open()).current()).toMatchObject(thirty)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ snapshotsKept: 30 })
})

test('another computer that shares the database has its own', async () => {
  const [one, other] = [await place(), await place()]
  await using _ = one.folder
  await using __ = other.folder
  await (await one.open()).change({ memory: { recall: false } })
  expect((await other.open()).current().memory).toEqual(usualSettings.memory)
})

test('a section that cannot be understood is as usual, and hinders no other', async () => {
  const { open, folder, db, computer } = await place()
  await using _ = folder
  const now = new Date()
  await saveSetting(db, { computer, name: 'memory', value: { learn: 'everything' }, now })
  await saveSetting(db, { computer, name: 'privacy', value: { network: true }, now })
  expect((await open()).current()).toEqual({ ...usualSettings, privacy: { network: true } })
})

test('what the file of an earlier version holds goes on to hold', async () => {
  const { open, folder, dataFolder } = await place()
  await using _ = folder
  const old = { network: true, memory: { learn: 'keep', recall: false } }
  await writeFile(join(dataFolder, 'settings.json'), JSON.stringify(old))
  expect((await open()).current()).toMatchObject({ privacy: { network: true }, memory: old.memory })
})

test('where a change cannot be kept it says so, stays as it was, and can be tried again', async () => {
  const { open, folder, dataFolder } = await place()
  await using _ = folder
  const settings = await open()
  await mkdir(join(dataFolder, 'settings.json.partial'))
  await expect(settings.change({ general: { theme: 'dark' } })).rejects.toBeInstanceOf(AppError)
  expect(settings.current()).toEqual(usualSettings)
  await rmdir(join(dataFolder, 'settings.json.partial'))
  expect((await settings.change({ general: { theme: 'dark' } })).general.theme).toBe('dark')
})

test('the network is off until a person switches it on, here or by the settings: each change is told once', async () => {
  const { open, folder, events, told } = await place()
  await using _ = folder
  const settings = await open()
  const network = createNetworkSwitch(settings, { events, log })
  expect(await network.isOn()).toBe(false)
  await network.turn(true)
  expect(await network.isOn()).toBe(true)
  await settings.change({ general: { theme: 'dark' } })
  await settings.reset('privacy')
  expect(await network.isOn()).toBe(false)
  const switched = told.filter((event) => event.type === 'network.changed').map(({ on }) => on)
  expect(switched).toEqual([true, false])
  network.close()
})
