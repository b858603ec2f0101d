import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeActionPlace, type ActionPlace } from '../../../../tests/support/action-place.ts'
import { canMount, mounted } from '../../../../tests/support/own-disk.ts'
import { openFolder } from '../folders/open-folder.ts'
import { undo } from '../undo.ts'
import { Arrived } from './arrived.ts'
import { moveEntry } from './move.ts'

/** A second granted folder, which is on a disk of its own once one is put there. */
function withOther(world: ActionPlace) {
  const other = join(world.place.home, 'other')
  mkdirSync(other)
  return { other, place: { ...world.place, granted: [world.granted, other] } }
}

/** Does something once, as soon as it is time: the signal is looked at again and again while a copy is made. */
function hooked(isTime: () => boolean, act: () => void): AbortSignal {
  const { signal } = new AbortController()
  let done = false
  Object.defineProperty(signal, 'aborted', {
    get() {
      if (!done && isTime()) {
        done = true
        act()
      }
      return false
    },
  })
  return signal
}

const whenDrafted = (folder: string, act: () => void): AbortSignal =>
  hooked(() => readdirSync(folder).some((name) => name.endsWith('.partial')), act)

test.skipIf(!canMount)(
  'what is written into a folder while it is copied to another disk stays where it is (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const { other, place } = withOther(world)
    using _ = mounted(other)
    const from = join(world.granted, 'folder')
    mkdirSync(from)
    for (const name of ['a', 'b', 'c']) writeFileSync(join(from, name), name)
    const signal = whenDrafted(other, () => {
      writeFileSync(join(from, 'a'), 'newer')
      writeFileSync(join(from, 'added'), 'added')
    })
    const moving = world.act(
      'move_file',
      { from, to: join(other, 'folder') },
      { ...world.execution, place, signal },
    )
    await expect(moving).rejects.toMatchObject({ code: 'changed' })
    expect(readFileSync(join(from, 'a'), 'utf8')).toBe('newer')
    expect(existsSync(join(from, 'added'))).toBe(true)
    expect(readdirSync(other)).toEqual([])
    expect(readdirSync(world.granted)).toEqual(['folder'])
  },
)

test.skipIf(!canMount)(
  'what is written into a file while its old text comes back from another disk stays (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    mkdirSync(world.place.undoFolder, { recursive: true })
    using _ = mounted(world.place.undoFolder)
    const path = join(world.granted, 'f')
    writeFileSync(path, 'old')
    const { inverse } = await world.act('write_file', { path, content: 'by a plan', replace: true })
    const signal = whenDrafted(world.granted, () => writeFileSync(path, 'by the person'))
    const { left } = await undo(inverse!, { ...world.execution, signal })
    expect(left).toHaveLength(1)
    expect(readFileSync(path, 'utf8')).toBe('by the person')
    expect(readdirSync(world.granted)).toEqual(['f'])
  },
)

test.skipIf(!canMount)(
  'what is written into a file while it is put aside on another disk stays (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    mkdirSync(world.place.undoFolder, { recursive: true })
    using _ = mounted(world.place.undoFolder)
    const path = join(world.granted, 'f')
    writeFileSync(path, 'old')
    const { undoFolder } = world.place
    const isKept = (): boolean =>
      readdirSync(undoFolder).some((name) => readFileSync(join(undoFolder, name), 'utf8') === 'old')
    const signal = hooked(isKept, () => writeFileSync(path, 'by the person'))
    const writing = world.act(
      'write_file',
      { path, content: 'new', replace: true },
      { ...world.execution, signal },
    )
    await expect(writing).rejects.toMatchObject({ code: 'changed' })
    expect(readFileSync(path, 'utf8')).toBe('by the person')
    expect(readdirSync(world.place.undoFolder)).toEqual([])
  },
)

/** Does something at the look of that number at the signal; `was` tells whether it came to it. */
function atLook(number: number, act: () => void) {
  const looks = { was: false }
  let count = 0
  const isTime = (): boolean => count++ === number
  const signal = hooked(isTime, () => {
    looks.was = true
    act()
  })
  return { looks, signal }
}

/** As long as what it takes the place of, which only its time tells apart then. */
const [left, newer] = ['of the plan', 'of a person']

test.skipIf(!canMount)(
  'whenever it is written into a file that is put aside on another disk, or replaced from there, what was written stays (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    mkdirSync(world.place.undoFolder, { recursive: true })
    using _ = mounted(world.place.undoFolder)
    const path = join(world.granted, 'f')
    const write = (content: string) => world.act('write_file', { path, content, replace: true })
    const old = (): void => {
      writeFileSync(path, left)
      utimesSync(path, 1, 1)
    }
    const replacing = (signal: AbortSignal) =>
      world.act('write_file', { path, content: 'anew', replace: true }, { ...world.execution, signal })
    const takingBack = async () => {
      writeFileSync(path, 'first')
      const { inverse } = await write(left)
      utimesSync(path, 1, 1)
      return (signal: AbortSignal) => undo(inverse!, { ...world.execution, signal })
    }
    for (const begin of [async () => (old(), replacing), takingBack]) {
      for (let number = 0; ; number += 1) {
        rmSync(path, { force: true })
        const work = await begin()
        const { looks, signal } = atLook(number, () => writeFileSync(path, newer))
        await work(signal).catch(() => null)
        if (!looks.was) break
        const aside = readdirSync(world.place.undoFolder).map((name) => join(world.place.undoFolder, name))
        const all = [path, ...aside].map((file) => readFileSync(file, 'utf8'))
        expect(all, `written at look ${number}`).toContain(newer)
        for (const file of aside) rmSync(file)
      }
    }
  },
)

interface Paths {
  readonly from: string
  readonly to: string
}

/** Moves a file to another disk: `named` is called once the copy has its name, `back` before the source gets it again. */
async function moveWith(named: (paths: Paths) => void, back: (paths: Paths) => void = () => {}) {
  using world = makeActionPlace()
  const { other } = withOther(world)
  using _ = mounted(other)
  const paths = { from: join(world.granted, 'f'), to: join(other, 'f') }
  writeFileSync(paths.from, left)
  utimesSync(paths.from, 1, 1)
  await using source = await openFolder(world.granted, process.platform)
  await using target = await openFolder(other, process.platform)
  let confirms = 0
  const from = {
    ...source,
    // It is asked for both names of each change in this folder.
    confirm: async () => {
      if (existsSync(paths.to)) confirms += 1
      if (confirms === 3) back(paths)
    },
  }
  const to = {
    ...target,
    flush: async () => {
      if (confirms === 0) named(paths)
      await target.flush()
    },
  }
  const { signal } = new AbortController()
  const moving = moveEntry({ folder: from, name: 'f' }, { folder: to, name: 'f' }, 'other', signal)
  const error: unknown = await moving.catch((thrown: unknown) => thrown)
  const texts = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  return { error, source: texts(world.granted), target: texts(other) }
}

test.skipIf(!canMount)(
  'what is written to either name when a copy has got its own is lost at none (needs root on Linux)',
  async () => {
    const write = ({ from }: Paths): void => writeFileSync(from, newer)
    expect(await moveWith(write)).toMatchObject({
      error: { code: 'changed' },
      source: { f: newer },
      target: {},
    })
    const both = ({ from, to }: Paths): void => {
      writeFileSync(from, newer)
      writeFileSync(to, 'into the copy')
    }
    expect(await moveWith(both)).toMatchObject({
      error: expect.any(Arrived),
      source: { f: newer },
      target: { f: 'into the copy' },
    })
    const came = await moveWith(write, ({ from }) => writeFileSync(from, 'came there'))
    expect(came).toMatchObject({
      error: expect.any(Arrived),
      source: { f: 'came there', other: newer },
      target: { f: left },
    })
    const full = (): void => {
      throw Object.assign(new Error('EIO'), { code: 'EIO', errno: -5 })
    }
    expect(await moveWith(full)).toMatchObject({ error: { code: 'EIO' }, source: { f: left }, target: {} })
  },
)

test.skipIf(!canMount)(
  'a change deep in a folder that is copied to another disk is seen (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const { other, place } = withOther(world)
    using _ = mounted(other)
    const from = join(world.granted, 'folder')
    const deep = join(from, ...Array.from({ length: 60 }, () => 'd'))
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, 'f'), left)
    utimesSync(join(deep, 'f'), 1, 1)
    const isCopied = (): boolean =>
      readdirSync(other, { recursive: true }).some((name) => String(name).endsWith('/f'))
    const signal = hooked(isCopied, () => writeFileSync(join(deep, 'f'), newer))
    const moving = world.act(
      'move_file',
      { from, to: join(other, 'folder') },
      { ...world.execution, place, signal },
    )
    await expect(moving).rejects.toMatchObject({ code: 'changed' })
    expect(readFileSync(join(deep, 'f'), 'utf8')).toBe(newer)
  },
)
