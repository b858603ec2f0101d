import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeActionPlace, type ActionPlace } from '../../../../tests/support/action-place.ts'
import { canMount, mounted } from '../../../../tests/support/own-disk.ts'
import { PartlyDone } from '../action.ts'
import { undo } from '../undo.ts'

/** A second granted folder, which is on a disk of its own once one is put there. */
function withOther(world: ActionPlace) {
  const other = join(world.place.home, 'other')
  mkdirSync(other)
  const place = { ...world.place, granted: [world.granted, other] }
  return { other, execution: { ...world.execution, place } }
}

/** A folder that names can be added to and not taken from; not every disk knows it. */
const canAppendOnly = canMount && spawnSync('/usr/bin/chattr', ['-a', tmpdir()]).status === 0

test.skipIf(!canMount)(
  'what cannot be taken from another disk is not moved, and what it was to replace stays (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const { other, execution } = withOther(world)
    using disk = mounted(other)
    writeFileSync(join(world.granted, 'old'), 'old')
    writeFileSync(join(other, 'new'), 'new')
    mkdirSync(join(other, 'folder'))
    writeFileSync(join(other, 'folder', 'f'), 'f')
    disk.close()
    for (const [name, args] of [
      ['move_file', { from: join(other, 'new'), to: join(world.granted, 'old'), replace: true }],
      ['move_file', { from: join(other, 'new'), to: join(world.granted, 'in', 'new') }],
      ['move_file', { from: join(other, 'folder'), to: join(world.granted, 'folder') }],
      ['delete_file', { path: join(other, 'folder') }],
    ] as const) {
      const error = await world.act(name, args, execution).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'forbidden' })
      expect(error).not.toBeInstanceOf(PartlyDone)
    }
    expect(readdirSync(world.granted)).toEqual(['old'])
    expect(readFileSync(join(world.granted, 'old'), 'utf8')).toBe('old')
    expect(readdirSync(other).toSorted()).toEqual(['folder', 'new'])
    expect(readdirSync(world.place.undoFolder)).toEqual([])
  },
)

test.skipIf(!canMount)(
  'what cannot be removed to its end is where it was to come, can be taken back, and the rest is named (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const { other, execution } = withOther(world)
    using _ = mounted(other)
    const inner = join(other, 'folder', 'inner')
    mkdirSync(inner, { recursive: true })
    // It moves with what it lies in, and goes with it.
    const disk = mounted(inner)
    for (const name of ['a', 'inner/b', 'z']) writeFileSync(join(other, 'folder', name), name)
    disk.close()
    const error = await world
      .act('delete_file', { path: join(other, 'folder') }, execution)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(PartlyDone)
    const [rest, ...others] = readdirSync(other)
    expect([rest, others]).toEqual([expect.stringMatching(/^\.hearth-.*\.partial$/u), []])
    expect((error as PartlyDone).message).toContain(join(other, rest!))
    expect((await undo((error as PartlyDone).inverse, execution)).left).toEqual([])
    for (const name of ['a', 'inner/b', 'z'])
      expect(readFileSync(join(other, 'folder', name), 'utf8')).toBe(name)

    renameSync(join(other, rest!), join(other, 'again'))
    const to = join(world.granted, 'again')
    const moving = world.act('move_file', { from: join(other, 'again'), to }, execution)
    const second = (await moving.catch((thrown: unknown) => thrown)) as PartlyDone
    expect(second.inverse.changes).toMatchObject([{ kind: 'moved', to }])
    expect(existsSync(join(to, 'inner', 'b'))).toBe(true)
  },
)

test.skipIf(!canAppendOnly)(
  'a file that may get a second name but not lose its first has one name afterwards (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    writeFileSync(join(world.granted, 'f'), 'f')
    execFileSync('/usr/bin/chattr', ['+a', world.granted])
    using _ = { [Symbol.dispose]: () => void execFileSync('/usr/bin/chattr', ['-a', world.granted]) }
    await expect(world.act('delete_file', { path: 'f' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(readFileSync(join(world.granted, 'f'), 'utf8')).toBe('f')
    expect(readdirSync(world.place.undoFolder)).toEqual([])
  },
)
