import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { settleRestore, swapIn } from './swap.ts'

const now = new Date('2026-11-24T18:30:00.000Z')
const kept = 'postgres.broken-2026-11-24T18-30-00'
const journal = JSON.stringify({ keptAs: kept })

/** A data folder with these folders, each with a file that says which it is. */
async function lay(folders: Readonly<Record<string, string>>, journalText?: string) {
  const folder = await makeDataFolder({ ready: false })
  for (const [name, content] of Object.entries(folders)) {
    await mkdir(join(folder.path, name))
    if (content) await writeFile(join(folder.path, name, 'is'), content)
  }
  if (journalText !== undefined) await writeFile(join(folder.path, 'restore.json'), journalText)
  return folder
}

async function found(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path)
  return Object.fromEntries(
    await Promise.all(
      entries.map(async (name) => [name, await readFile(join(path, name, 'is'), 'utf8').catch(() => '')]),
    ),
  )
}

test.each<[string, Record<string, string>, string | undefined, Record<string, string>]>([
  ['nothing', { postgres: 'old' }, undefined, { postgres: 'old' }],
  [
    'before the new folder was whole',
    { postgres: 'old', 'postgres.restoring': 'ne' },
    undefined,
    { postgres: 'old' },
  ],
  [
    'while an empty database was made',
    { postgres: 'old', 'postgres.anew': 'n' },
    undefined,
    { postgres: 'old' },
  ],
  [
    'before the old folder was put aside',
    { postgres: 'old', 'postgres.restoring': 'new' },
    journal,
    { postgres: 'new', [kept]: 'old' },
  ],
  [
    'between the two',
    { [kept]: 'old', 'postgres.restoring': 'new' },
    journal,
    { postgres: 'new', [kept]: 'old' },
  ],
  ['behind them', { [kept]: 'old', postgres: 'new' }, journal, { postgres: 'new', [kept]: 'old' }],
  [
    'where an empty folder is in the place',
    { postgres: '', 'postgres.restoring': 'new' },
    journal,
    { postgres: 'new' },
  ],
  [
    'with a journal that cannot be read',
    { postgres: 'old', 'postgres.restoring': 'new' },
    '{',
    { postgres: 'new', 'postgres.before-restore-2026-11-24T18-30-00': 'old' },
  ],
])(
  'a restore that was cut off (%s) is finished or taken back, and loses nothing',
  async (_, lie, text, left) => {
    await using folder = await lay(lie, text)
    await settleRestore(folder.path, now)
    expect(await found(folder.path)).toEqual(left)
    await settleRestore(folder.path, now)
    expect(await found(folder.path)).toEqual(left)
  },
)

test('a folder is never put aside over another one', async () => {
  await using folder = await lay({ [kept]: 'older', postgres: 'old', 'postgres.restoring': 'new' })
  expect(await swapIn(folder.path, 'broken', now)).toBe(`${kept}-2`)
  expect(await found(folder.path)).toEqual({ [kept]: 'older', [`${kept}-2`]: 'old', postgres: 'new' })
})

test('a restore that can be neither finished nor taken back is told as what it is', async () => {
  await using folder = await lay({ postgres: 'old' })
  // Under a file nothing can be looked at, by root neither.
  const dataFolder = join(folder.path, 'file')
  await writeFile(dataFolder, '')
  const unwritable = { code: 'data_folder', message: expect.stringContaining(dataFolder) }
  await expect(settleRestore(dataFolder, now)).rejects.toMatchObject(unwritable)
  await expect(swapIn(dataFolder, 'broken', now)).rejects.toMatchObject(unwritable)
})
