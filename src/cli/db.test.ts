import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { runCli, startCli } from './test-process.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let place: { dataFolder: string }

// Each works on whole copies of a database.
vi.setConfig({ testTimeout: 300_000 })

beforeAll(async () => {
  folder = await makeDataFolder()
  place = { dataFolder: folder.path }
})
afterAll(() => folder[Symbol.asyncDispose]())

test('a snapshot is made, listed, restored by the beginning of its id, and one that is spoiled is told', async () => {
  expect(await runCli(['db', 'snapshots'], place)).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'There are no snapshots yet.\n',
  })
  const made = JSON.parse((await runCli(['db', 'snapshot', '--json'], place)).stdout)
  expect(made).toMatchObject({ reason: 'asked', conversations: 0, messages: 0, lastMessageAt: null })
  const { stdout } = await runCli(['db', 'snapshots'], place)
  expect(stdout).toMatch(
    new RegExp(
      `^${made.id}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  asked for  0 conversations  0 messages  \\d+ MB\\n$`,
    ),
  )

  const restored = await runCli(['db', 'restore', made.id.slice(0, 10)], place)
  expect(restored).toMatchObject({ code: 0, stdout: '' })
  expect(restored.stderr).toMatch(
    new RegExp(
      `^Restored ${made.id}\\. .* is kept as postgres\\.before-restore-[\\dT-]+\\. What was forgotten or deleted since .*\\n$`,
    ),
  )
  const both = JSON.parse((await runCli(['db', 'snapshots', '--json', '--keep', '1'], place)).stdout)
  expect(both.map(({ reason }: { reason: string }) => reason)).toEqual(['restore', 'asked'])

  const nameless = await runCli(['db', 'restore', ' ', '--yes'], place)
  expect(nameless).toMatchObject({ code: 2, stderr: expect.stringContaining('Name a snapshot') })
  const many = await runCli(['db', 'restore', made.id.slice(0, 4)], place)
  expect(many).toMatchObject({ code: 2, stderr: expect.stringContaining(`  ${made.id}\n`) })
  await truncate(join(folder.path, 'snapshots', `${made.id}.tar.gz`), 100)
  const spoiled = await runCli(['db', 'restore', made.id], place)
  expect(spoiled).toMatchObject({ code: 1, stderr: expect.stringContaining('has 100 bytes instead of') })
  expect((await runCli(['db', 'snapshots'], place)).stderr).toContain(
    `${made.id} cannot be used: its archive`,
  )
})

test('check says that a database is sound, and 1 when it is not, a finding a line', async () => {
  expect(await runCli(['db', 'check'], place)).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'The database is sound.\n',
  })
  await truncate(join(folder.path, 'postgres', 'global', 'pg_control'), 0)
  const damaged = await runCli(['db', 'check'], place)
  expect(damaged.code).toBe(1)
  expect(damaged.stdout.trim().split('\n')).toEqual([expect.stringContaining('pg_control')])
  expect(JSON.parse((await runCli(['db', 'check', '--json'], place)).stdout)).toHaveLength(1)
})

test.each([[['check']], [['snapshot']], [['snapshots']], [['restore', 'x']]])(
  'db %j says that the data is in use, or that it is on a server',
  async (args) => {
    await using held = await makeDataFolder()
    const holder = startCli(['chat'], { dataFolder: held.path })
    await holder.until(({ stderr }) => stderr !== '')
    const busy = await runCli(['db', ...args], { dataFolder: held.path })
    expect(busy).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Hearth is already open (process ${holder.pid}). Close it first.\n`,
    })
    holder.type()
    await holder.ended
    const server = await runCli(['db', ...args], {
      dataFolder: held.path,
      env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' },
    })
    expect(server).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('pg_dump') })
  },
)

test.each([['0'], ['-1'], ['many'], ['1001']])('--keep %s is refused', async (count) => {
  expect(await runCli(['db', 'snapshots', `--keep=${count}`], place)).toMatchObject({ code: 2, stdout: '' })
})
