import { execFileSync } from 'node:child_process'
import { readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { copyFolder, makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { addMessages, countMessages } from '../../../../tests/support/fill-database.ts'
import { createRandom } from '../../../../tests/support/random.ts'
import { silentLog as log } from '../../log.ts'
import { openDatabase } from '../open.ts'
import { freeSpace } from './disk-space.ts'

/** A small disk of its own can be made by root on Linux. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

async function openFilesIn(folder: string): Promise<string[]> {
  const names = await readdir('/proc/self/fd')
  const files = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return files.filter((file) => file.startsWith(folder))
}

test.skipIf(!canMount)(
  'a disk that fills up while a snapshot is made costs that snapshot and nothing else (needs root on Linux)',
  async () => {
    await using disk = await makeDataFolder({ ready: false })
    await using ready = await makeDataFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', disk.path])
    try {
      const dataFolder = join(disk.path, 'data')
      copyFolder(ready.path, dataFolder)
      const database = await openDatabase({ dataFolder, log })
      const begun = performance.now()
      const { id } = await database.snapshots!.make('asked')
      const whole = performance.now() - begun
      const random = createRandom(4)
      const said: unknown[] = []
      const rounds = 5
      for (let round = 0; round < rounds; round += 1) {
        const making = database.snapshots!.make('asked').then(
          () => 'made',
          (error: { code?: string }) => error.code,
        )
        await wait(random.below(whole * 0.8))
        const filler = join(disk.path, 'filler')
        // More than there is: it takes what it can get.
        await writeFile(filler, Buffer.alloc((await freeSpace(disk.path)) + 1_000_000)).catch(() => null)
        said.push(await making)
        await rm(filler)
        await addMessages(database.db, 1)
      }
      expect(said).toContain('disk_full')
      expect(said.filter((word) => word !== 'made' && word !== 'disk_full')).toEqual([])
      expect(await countMessages(database.db)).toBe(rounds)
      expect((await database.snapshots!.list()).at(-1)?.id).toBe(id)
      const names = await readdir(join(dataFolder, 'snapshots'))
      expect(names.filter((name) => !/\.(json|tar\.gz)$/.test(name))).toEqual([])
      await database.close()
      // A file that stays open keeps its room on the disk when it is removed.
      await expect.poll(() => openFilesIn(disk.path), { timeout: 60_000 }).toEqual([])
    } finally {
      execFileSync('umount', ['--lazy', disk.path])
    }
  },
  300_000,
)
