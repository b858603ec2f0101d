import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeActionPlace } from '../../../tests/support/action-place.ts'
import { canMount, mounted } from '../../../tests/support/own-disk.ts'
import { silentLog } from '../log.ts'
import { removeAged } from './remove-aged.ts'

const id = '1b671a64-40d5-491e-99b0-da01ff1f3341'
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)

test('what was put aside goes 30 days after it came there, however old it is; nothing else ever goes', async () => {
  using world = makeActionPlace()
  const { dataFolder, home } = world.place
  const [undo, outputs] = [join(dataFolder, 'undo'), join(dataFolder, 'outputs')]
  mkdirSync(join(undo, id), { recursive: true })
  mkdirSync(outputs)
  writeFileSync(join(undo, id, 'inside'), 'x')
  writeFileSync(join(outputs, `${id}.log`), 'x')
  const strange = ['notes.md', `${id}-copy`, `x${id}.log`]
  for (const name of strange) writeFileSync(join(undo, name), 'x')
  writeFileSync(join(dataFolder, 'settings.json'), '{}')
  mkdirSync(join(home, 'kept'))
  writeFileSync(join(home, 'kept', 'x'), 'x')
  const link = id.replace('1b', '2b')
  symlinkSync(join(home, 'kept'), join(undo, link))
  const old = new Date('2001-01-01')
  utimesSync(join(outputs, `${id}.log`), old, old)

  await removeAged(dataFolder, inDays(29), silentLog)
  expect(await readdir(undo)).toHaveLength(5)
  expect(await readdir(outputs)).toEqual([`${id}.log`])
  await removeAged(dataFolder, inDays(31), silentLog)
  expect((await readdir(undo)).toSorted()).toEqual(strange.toSorted())
  expect(await readdir(outputs)).toEqual([])
  expect(await readdir(join(home, 'kept'))).toEqual(['x'])
  expect(await readdir(dataFolder)).toContain('settings.json')
})

test('a link in the place of the folder leads nowhere, and no folder is no error', async () => {
  using world = makeActionPlace()
  const { dataFolder, home } = world.place
  mkdirSync(join(home, 'kept'))
  writeFileSync(join(home, 'kept', id), 'x')
  symlinkSync(join(home, 'kept'), join(dataFolder, 'undo'))
  await removeAged(dataFolder, inDays(31), silentLog)
  expect(await readdir(join(home, 'kept'))).toEqual([id])
})

test.skipIf(!canMount)(
  'what cannot be removed is told and keeps nothing else from going (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const { dataFolder } = world.place
    const [undo, outputs] = [join(dataFolder, 'undo'), join(dataFolder, 'outputs')]
    const stuck = id.replace('1b', '0a')
    for (const name of [stuck, id]) mkdirSync(join(undo, name, 'inner'), { recursive: true })
    mkdirSync(outputs)
    writeFileSync(join(outputs, `${id}.log`), 'x')
    using _ = mounted(join(undo, stuck, 'inner'))
    const warned: unknown[] = []
    const log = { ...silentLog, warn: (event: string) => warned.push(event) }
    await removeAged(dataFolder, inDays(31), log)
    expect([await readdir(undo), await readdir(outputs), warned]).toEqual([[stuck], [], ['aged.left']])
  },
)

test.skipIf(!canMount)(
  'a folder goes in which its owner had no leave to change anything (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const undo = join(world.place.dataFolder, 'undo')
    mkdirSync(join(undo, id, 'inner'), { recursive: true })
    writeFileSync(join(undo, id, 'inner', 'f'), 'x')
    chmodSync(join(undo, id, 'inner'), 0o500)
    execFileSync('chown', ['-R', 'nobody', world.root])
    const nobody = statSync(undo).uid
    process.seteuid?.(nobody)
    try {
      await removeAged(world.place.dataFolder, inDays(31), silentLog)
    } finally {
      process.seteuid?.(0)
    }
    expect([nobody === 0, await readdir(undo)]).toEqual([false, []])
  },
)
