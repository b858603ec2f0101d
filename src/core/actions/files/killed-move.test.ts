import { randomUUID } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { makeActionPlace } from '../../../../tests/support/action-place.ts'
import { clearDrafts } from '../drafts.ts'
import { canMount, mounted } from '../../../../tests/support/own-disk.ts'

const program = fileURLToPath(new URL('../../../../tests/support/move-until-killed.ts', import.meta.url))

function drafts(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.hearth-'))
}

/** What is at a path: a text, of a folder the one of the file in it; null where there is nothing. */
function textAt(path: string): string | null {
  if (!existsSync(path)) return null
  return readFileSync(statSync(path).isDirectory() ? join(path, 'inner') : path, 'utf8')
}

test.skipIf(!canMount)(
  'wherever a move to another disk is cut off, all of it has its old or its new name, and nothing else is left in the end (needs root on Linux)',
  async () => {
    using world = makeActionPlace()
    const other = join(world.place.home, 'other')
    mkdirSync(other)
    using _ = mounted(other)
    const [from, to] = [join(world.granted, 'from'), join(other, 'to')]
    const id = randomUUID()
    const place = { ...world.place, granted: [world.granted, other] }
    const moveAnew = (name: string, replaced: string | null, last: number) => {
      for (const folder of [world.granted, other])
        for (const each of readdirSync(folder)) rmSync(join(folder, each), { recursive: true })
      mkdirSync(dirname(name), { recursive: true })
      writeFileSync(name, 'moved')
      if (replaced !== null) writeFileSync(to, replaced)
      return spawnSync(process.execPath, [program, world.root, from, to, `${last}`, id])
    }
    const cases = [
      { name: from, replaced: 'replaced' },
      { name: join(from, 'inner'), replaced: null },
    ]
    for (const { name, replaced } of cases) {
      const lost: unknown[] = []
      let [kills, lefts] = [0, 0]
      let end = moveAnew(name, replaced, 1)
      while (end.signal === 'SIGKILL') {
        const [old, now] = [textAt(from), textAt(to)]
        // What is to be replaced is there until it is.
        if (now !== 'moved' && (old !== 'moved' || now !== replaced)) lost.push({ kills, old, now })
        const step = world.prepare('move_file', { from, to, replace: true })
        lefts += [world.granted, other].flatMap(drafts).length
        const stays = await clearDrafts(step, id, place)
        const rest = [world.granted, other].flatMap(drafts)
        if (rest.length > 0 || stays.length > 0) lost.push({ kills, rest, stays })
        if (textAt(from) !== old || textAt(to) !== now)
          lost.push({ kills, cleared: [textAt(from), textAt(to)] })
        kills += 1
        end = moveAnew(name, replaced, kills + 1)
      }
      expect(lost).toEqual([])
      expect([end.status, textAt(to), readdirSync(world.granted), readdirSync(other)]).toEqual([
        0,
        'moved',
        [],
        ['to'],
      ])
      // At the least the copy has got its name, the source has lost its own and is gone.
      expect(kills).toBeGreaterThan(2)
      expect(lefts).toBeGreaterThan(0)
    }
  },
  600_000,
)
