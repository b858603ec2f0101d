import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeActingPlace, type ActingPlace } from '../../tests/support/acting-place.ts'
import { createFolders } from './folders.ts'
import { createEventHub } from './event-hub.ts'
import { silentLog } from './log.ts'

let world: ActingPlace
let granted: string
beforeEach(async () => {
  world = await makeActingPlace()
  granted = world.files.granted
})
afterEach(() => world[Symbol.asyncDispose]())

const planned = (action: string, args: Record<string, string>, risk: 'read' | 'change' = 'read') => ({
  id: 'a',
  action,
  title: 'x',
  arguments: args,
  risk,
  undo: 'yes' as const,
})

test('a folder is granted free of links, listed, told, and taken back with its rules', async () => {
  const { folders, actions, events } = world
  symlinkSync(granted, join(world.files.root, 'link'))
  const folder = await folders.grant(join(world.files.root, 'link'))
  expect(folder.path).toBe(granted)
  expect(await folders.grant(granted)).toEqual(folder)
  expect(await folders.list()).toEqual([folder])
  expect((await actions.place()).granted).toEqual([granted])

  const messageId = await world.plan([planned('list_files', { folder: '.' })])
  const rule = await folders.allow({ messageId, actionId: 'a' })
  expect(rule).toMatchObject({ action: 'list_files', folder: granted })
  expect(await folders.allow({ messageId, actionId: 'a' })).toEqual(rule)
  expect(await folders.rules()).toEqual([rule])
  await folders.revoke(granted)
  await folders.revoke(granted)
  expect([await folders.list(), await folders.rules()]).toEqual([[], []])
  expect(events.filter(({ type }) => type === 'folders.changed')).toHaveLength(5)
  await expect(folders.allow({ messageId, actionId: 'a' })).rejects.toMatchObject({ code: 'forbidden' })
})

test('what is never granted is refused, and stored nowhere', async () => {
  const { home, dataFolder } = world.files.place
  for (const path of ['/', home, dataFolder, '/etc'])
    await expect(world.folders.grant(path)).rejects.toMatchObject({ code: 'forbidden' })
  expect([await world.folders.list(), world.events]).toEqual([[], []])
})

test('a folder granted on one computer is not granted on another that shares the database', async () => {
  const { home, dataFolder, platform, clock } = world.files.place
  const events = createEventHub(silentLog)
  const elsewhere = createFolders({
    db: world.store.db,
    events,
    clock,
    computer: 'elsewhere',
    home,
    dataFolder,
    platform,
    actions: world.actions,
  })
  await elsewhere.grant(granted)
  expect(await world.folders.list()).toEqual([])
  await world.folders.revoke(granted)
  expect(await elsewhere.list()).toHaveLength(1)
})

test('a rule allows its action in its folder, and nothing else anywhere', async () => {
  const { folders, actions, prepare } = world
  const other = join(world.files.place.home, 'other')
  mkdirSync(other)
  mkdirSync(join(granted, 'sub'))
  writeFileSync(join(other, 'x'), 'x')
  writeFileSync(join(granted, 'notes'), 'x')
  await folders.grant(granted)
  await folders.grant(other)
  const messageId = await world.plan([planned('read_file', { path: join(granted, 'notes') })])
  expect(await actions.allows(prepare('read_file', { path: join(granted, 'notes') }))).toBe(false)
  const rule = await folders.allow({ messageId, actionId: 'a' })

  const reading = (path: string) => actions.allows(prepare('read_file', { path }))
  symlinkSync(other, join(granted, 'out'))
  symlinkSync(granted, join(other, 'in'))
  expect({
    itself: await reading(join(granted, 'notes')),
    beneath: await reading(join(granted, 'sub', 'missing')),
    byLink: await reading(join(other, 'in', 'notes')),
    outByLink: await reading(join(granted, 'out', 'x')),
    outByDots: await reading(join(granted, '..', 'other', 'x')),
    elsewhere: await reading(join(other, 'x')),
    nowhere: await reading('/etc/passwd'),
    ambiguous: await reading('notes'),
    hidden: await reading(join(granted, 'a\nb')),
    another: await actions.allows(prepare('list_files', { folder: granted })),
    command: await actions.allows(prepare('run_command', { command: ['ls'], folder: granted })),
    change: await actions.allows(prepare('write_file', { path: join(granted, 'new'), content: '' })),
  }).toEqual({
    itself: true,
    beneath: true,
    byLink: true,
    outByLink: false,
    outByDots: false,
    elsewhere: false,
    nowhere: false,
    ambiguous: false,
    hidden: false,
    another: false,
    command: false,
    change: false,
  })

  // A link that takes the place of what was read later is seen when it is asked for again.
  rmSync(join(granted, 'sub'), { recursive: true })
  symlinkSync(other, join(granted, 'sub'))
  expect(await reading(join(granted, 'sub', 'x'))).toBe(false)
  await folders.revokeRule(rule.id)
  expect(await reading(join(granted, 'notes'))).toBe(false)
})

test('of two granted folders, one in the other, a rule is for the inner one', async () => {
  const inner = join(granted, 'sub')
  mkdirSync(inner)
  await world.folders.grant(granted)
  await world.folders.grant(inner)
  const messageId = await world.plan([planned('list_files', { folder: inner })])
  expect(await world.folders.allow({ messageId, actionId: 'a' })).toMatchObject({ folder: inner })
  expect(await world.actions.allows(world.prepare('list_files', { folder: granted }))).toBe(false)
})

test.each([
  ['an action that changes', planned('write_file', { path: 'x', content: '' }, 'change')],
  ['one that the plan calls harmless and is not', planned('write_file', { path: 'x', content: '' })],
  ['one that the plan calls a change', planned('read_file', { path: 'x' }, 'change')],
  ['one that reads no folder', planned('read_clipboard', {})],
  ['a command', { ...planned('run_command', {}), arguments: { command: ['ls'] } }],
  ['one outside', planned('read_file', { path: '/etc/passwd' })],
  ['one that there is not', planned('nothing', {})],
])('%s can never always be allowed', async (_, action) => {
  await world.folders.grant(granted)
  const messageId = await world.plan([action])
  await expect(world.folders.allow({ messageId, actionId: 'a' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(world.folders.allow({ messageId, actionId: 'b' })).rejects.toMatchObject({ code: 'not_found' })
  expect(await world.folders.rules()).toEqual([])
})
