import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeActionPlace } from '../../../../tests/support/action-place.ts'
import { canMount, mounted } from '../../../../tests/support/own-disk.ts'
import { inverseSchema } from '../inverse.ts'
import { undo } from '../undo.ts'

const content = (letter: string): string => letter.repeat(3_000_000)

test.skipIf(!canMount)(
  'on a full disk the old file is whole, nothing half written stays, and folders made on the way are gone (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    using _ = mounted(world.granted)
    const old = join(world.granted, 'old')
    writeFileSync(old, content('o'))
    writeFileSync(join(world.granted, 'filler'), content('f'))
    mkdirSync(join(world.granted, 'folder'))
    writeFileSync(join(world.granted, 'folder', 'f'), '')
    const names = readdirSync(world.granted)
    for (const [name, args] of [
      ['write_file', { path: 'old', content: content('n'), replace: true }],
      ['write_file', { path: 'new/deep/file', content: content('n') }],
      ['edit_file', { path: 'old', old: content('o'), new: content('n') }],
      ['copy_file', { from: 'old', to: 'new' }],
    ] as const)
      await expect(world.act(name, args)).rejects.toMatchObject({ code: 'disk_full' })
    expect(readFileSync(old, 'utf8')).toBe(content('o'))
    expect(readdirSync(world.granted)).toEqual(names)
    expect(readdirSync(world.place.undoFolder)).toEqual([])
  },
)

test.skipIf(!canMount)(
  'where there is no room to put the old bytes aside, nothing is replaced or deleted (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    mkdirSync(world.place.undoFolder)
    using _ = mounted(world.place.undoFolder)
    writeFileSync(join(world.place.undoFolder, 'filler'), Buffer.alloc(7_000_000))
    const old = join(world.granted, 'old')
    writeFileSync(old, content('o'))
    for (const [name, args] of [
      ['write_file', { path: 'old', content: 'n', replace: true }],
      ['delete_file', { path: 'old' }],
    ] as const)
      await expect(world.act(name, args)).rejects.toMatchObject({ code: 'disk_full' })
    expect(readFileSync(old, 'utf8')).toBe(content('o'))
    expect(readdirSync(world.granted)).toEqual(['old'])
    expect(readdirSync(world.place.undoFolder)).toEqual(['filler'])
  },
)

test.skipIf(!canMount)(
  'what is put aside on another disk, or moved to one, comes back as it was (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    mkdirSync(world.place.undoFolder)
    const other = join(world.place.home, 'other')
    mkdirSync(other)
    using _ = mounted(world.place.undoFolder)
    using __ = mounted(other)
    const place = { ...world.place, granted: [world.granted, other] }
    const execution = { ...world.execution, place }
    const path = (name: string): string => join(world.granted, name)
    mkdirSync(path('folder/inner'), { recursive: true })
    writeFileSync(path('folder/inner/f'), 'deep', { mode: 0o640 })
    writeFileSync(path('a'), 'a', { mode: 0o600 })
    writeFileSync(join(other, 'b'), 'b')
    const { mtimeMs } = statSync(path('a'))
    const changes = []
    for (const [name, args] of [
      ['write_file', { path: path('a'), content: 'new', replace: true }],
      ['move_file', { from: path('a'), to: join(other, 'b'), replace: true }],
      ['move_file', { from: path('folder'), to: join(other, 'folder') }],
      ['delete_file', { path: join(other, 'folder') }],
    ] as const) {
      const outcome = await world.act(name, args, execution)
      changes.push(...inverseSchema.parse(outcome.inverse).changes)
    }
    expect([readdirSync(world.granted), readdirSync(other)]).toEqual([[], ['b']])
    expect((await undo({ changes }, execution)).left).toEqual([])
    expect([readdirSync(world.granted).toSorted(), readdirSync(other)]).toEqual([['a', 'folder'], ['b']])
    expect([readFileSync(path('a'), 'utf8'), readFileSync(join(other, 'b'), 'utf8')]).toEqual(['a', 'b'])
    expect(statSync(path('a')).mtimeMs).toBeCloseTo(mtimeMs, 0)
    expect(readFileSync(path('folder/inner/f'), 'utf8')).toBe('deep')
    expect(statSync(path('folder/inner/f')).mode & 0o777).toBe(0o640)
    expect(readdirSync(world.place.undoFolder)).toEqual([])
    rmSync(path('folder'), { recursive: true })
  },
)
