import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { readDataSizes } from './data-sizes.ts'

test('all that lies in the data folder counts, links do not lead out of it', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await using other = await makeDataFolder({ ready: false })
  await mkdir(join(folder.path, 'postgres', 'base'), { recursive: true })
  await mkdir(join(folder.path, 'snapshots'))
  await writeFile(join(folder.path, 'postgres', 'base', '1'), Buffer.alloc(5_000))
  await writeFile(join(folder.path, 'snapshots', 'a.tar.gz'), Buffer.alloc(300))
  await writeFile(join(folder.path, 'settings.json'), Buffer.alloc(7))
  await writeFile(join(other.path, 'big'), Buffer.alloc(100_000))
  expect(await readDataSizes(folder.path)).toEqual({ all: 5_307, database: 5_000, snapshots: 300 })
  await symlink(other.path, join(folder.path, 'elsewhere'))
  expect((await readDataSizes(folder.path)).all).toBeLessThan(50_000)
  expect(await readDataSizes(join(folder.path, 'none'))).toEqual({ all: 0, database: 0, snapshots: 0 })
})
