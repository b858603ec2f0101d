import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeActionPlace } from '../../../tests/support/action-place.ts'
import { createRandom } from '../../../tests/support/random.ts'
import type { Random } from '../../../tests/support/random.ts'
import type { ActionOutcome } from './action.ts'
import { AppError } from '../../shared/errors.ts'
import { inverseSchema } from './inverse.ts'
import type { Inverse } from './inverse.ts'
import { undo } from './undo.ts'

/** Everything in a folder: kinds, modes and contents by path. */
function picture(folder: string, prefix = ''): Record<string, string> {
  const all: Record<string, string> = {}
  for (const name of readdirSync(folder).toSorted()) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    const mode = (stat.mode & 0o7777).toString(8)
    if (stat.isDirectory()) {
      all[`${prefix}${name}/`] = mode
      Object.assign(all, picture(path, `${prefix}${name}/`))
    } else if (stat.isSymbolicLink()) all[`${prefix}${name}`] = `link ${readlinkSync(path)}`
    else all[`${prefix}${name}`] = `${mode} ${readFileSync(path, 'hex')}`
  }
  return all
}

function fill(folder: string, random: Random): void {
  for (const name of ['a', 'b', 'sub/a', 'sub/deep/c', 'other/d']) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), random.text(random.below(80)))
    chmodSync(join(folder, name), random.pick([0o600, 0o644, 0o755, 0o444]))
  }
  chmodSync(join(folder, 'sub/deep'), 0o711)
  symlinkSync('../a', join(folder, 'sub/link'))
}

const paths = [
  'a',
  'b',
  'c',
  'sub',
  'sub/a',
  'sub/deep',
  'sub/deep/c',
  'sub/link',
  'other',
  'other/d',
  'new/e',
]

function anAction(random: Random): [string, Record<string, unknown>] {
  const [path, to] = [random.pick(paths), random.pick(paths)]
  const replace = random.chance(0.5)
  return random.pick<[string, Record<string, unknown>]>([
    ['write_file', { path, content: random.text(30), replace }],
    ['edit_file', { path, old: random.pick(['a', 'e', ' b', 'qu']), new: random.text(3) }],
    ['move_file', { from: path, to, replace }],
    ['copy_file', { from: path, to, replace }],
    ['delete_file', { path }],
  ])
}

test.each(process.platform === 'linux' ? (['linux', 'darwin'] as const) : [process.platform])(
  'any sequence of file actions, taken back in reverse, leaves the same tree byte for byte (ways of %s)',
  async (platform) => {
    const random = createRandom(20_261_124)
    const done: Record<string, number> = {}
    for (let round = 0; round < 25; round += 1) {
      using world = makeActionPlace({ platform })
      fill(world.granted, random)
      const before = picture(world.granted)
      const inverses: Inverse[] = []
      const refused: [boolean, unknown, unknown][] = []
      for (let step = 0; step < 12; step += 1) {
        const [name, args] = anAction(random)
        const earlier = picture(world.granted)
        const outcome = await world.act(name, args).catch((error: unknown) => error)
        if (outcome instanceof Error) {
          // Refused is as good, as long as nothing has happened.
          refused.push([outcome instanceof AppError, picture(world.granted), earlier])
          continue
        }
        inverses.push(inverseSchema.parse(JSON.parse(JSON.stringify((outcome as ActionOutcome).inverse))))
        done[name] = (done[name] ?? 0) + 1
      }
      for (const [expected, after, earlier] of refused) expect([expected, after]).toEqual([true, earlier])
      for (const inverse of inverses.toReversed())
        expect((await undo(inverse, world.execution)).left, `round ${round}`).toEqual([])
      expect(picture(world.granted), `round ${round}`).toEqual(before)
      // Nothing that is not needed any more stays aside.
      mkdirSync(world.place.undoFolder, { recursive: true })
      expect(readdirSync(world.place.undoFolder)).toEqual([])
    }
    // The sequences did something of each kind.
    expect(Math.min(...Object.values(done))).toBeGreaterThan(3)
    expect(Object.keys(done)).toHaveLength(5)
  },
  600_000,
)

test('what has changed since is left alone and said, and the rest is taken back', async () => {
  using world = makeActionPlace()
  const file = join(world.granted, 'new', 'notes.md')
  const { inverse } = await world.act('write_file', { path: 'new/notes.md', content: 'ours' })
  writeFileSync(file, 'theirs')
  const result = await undo(inverse!, world.execution)
  expect(result.undone).toEqual([])
  expect(result.left.map(({ reason }) => reason)).toEqual([
    `${file} has changed since. It was left as it is.`,
    `${join(world.granted, 'new')} is not empty.`,
  ])
  expect(readFileSync(file, 'utf8')).toBe('theirs')
})

test.each([
  ['the mode', (file: string) => chmodSync(file, 0o700)],
  ['the content, at the same length', (file: string) => writeFileSync(file, 'ourz')],
  [
    'the kind',
    (file: string) => {
      unlinkSync(file)
      mkdirSync(file)
    },
  ],
])('a change of %s is seen', async (_, change) => {
  using world = makeActionPlace()
  writeFileSync(join(world.granted, 'f'), 'old')
  const { inverse } = await world.act('write_file', { path: 'f', content: 'ours', replace: true })
  change(join(world.granted, 'f'))
  expect((await undo(inverse!, world.execution)).left).toHaveLength(1)
})

test.each([
  [
    'a file in it was written',
    (folder: string) => writeFileSync(join(folder, 'in', 'a'), 'theirs, and longer'),
  ],
  ['a file came into it', (folder: string) => writeFileSync(join(folder, 'new'), '')],
])('a folder that was moved stays where it is, once %s', async (_, change) => {
  using world = makeActionPlace()
  mkdirSync(join(world.granted, 'old', 'in'), { recursive: true })
  writeFileSync(join(world.granted, 'old', 'in', 'a'), 'ours')
  const { inverse } = await world.act('move_file', { from: 'old', to: 'moved' })
  change(join(world.granted, 'moved'))
  const { undone, left } = await undo(inverse!, world.execution)
  expect(undone).toEqual([])
  expect(left[0]?.reason).toBe(`${join(world.granted, 'moved')} has changed since. It was left as it is.`)
})

test('a folder that nobody touched goes back; one of which no print could be taken does not', async () => {
  using world = makeActionPlace()
  mkdirSync(join(world.granted, 'old'))
  writeFileSync(join(world.granted, 'old', 'a'), 'ours')
  const { inverse } = await world.act('move_file', { from: 'old', to: 'moved' })
  const unknown: Inverse = {
    changes: inverse!.changes.map((change) =>
      change.kind === 'moved' ? Object.assign({}, change, { print: null }) : change,
    ),
  }
  const { left } = await undo(unknown, world.execution)
  expect(left[0]?.reason).toContain('cannot be told')
  expect((await undo(inverse!, world.execution)).left).toEqual([])
  expect(readFileSync(join(world.granted, 'old', 'a'), 'utf8')).toBe('ours')
})

test('what was put aside and was changed there is not brought back', async () => {
  using world = makeActionPlace()
  writeFileSync(join(world.granted, 'f'), 'old')
  const { inverse } = await world.act('delete_file', { path: 'f' })
  const [kept] = readdirSync(world.place.undoFolder)
  writeFileSync(join(world.place.undoFolder, kept!), 'forged')
  expect((await undo(inverse!, world.execution)).left[0]?.reason).toContain('has changed since')
  expect(existsSync(join(world.granted, 'f'))).toBe(false)
})

test('nothing is taken back in a folder that is not granted any more, nor over a file that came since', async () => {
  using world = makeActionPlace()
  writeFileSync(join(world.granted, 'f'), 'old')
  const { inverse } = await world.act('delete_file', { path: 'f' })
  const revoked = { ...world.execution, place: { ...world.place, granted: [] } }
  expect((await undo(inverse!, revoked)).left[0]?.reason).toContain('not in a folder that you have granted')
  writeFileSync(join(world.granted, 'f'), 'came since')
  expect((await undo(inverse!, world.execution)).left).toHaveLength(1)
  expect(readFileSync(join(world.granted, 'f'), 'utf8')).toBe('came since')
})

test('with a trash, deleting takes it, and undo says where to look', async () => {
  const thrown: string[] = []
  using world = makeActionPlace({
    trash: async (path) => {
      thrown.push(path)
      unlinkSync(path)
    },
  })
  const file = join(world.granted, 'f')
  writeFileSync(file, 'old')
  const { inverse } = await world.act('delete_file', { path: 'f' })
  expect(thrown).toEqual([file])
  expect((await undo(inverse!, world.execution)).left[0]?.reason).toContain('trash. Restore it from there')
})
