import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, startCli } from '../../src/cli/test-process.ts'
import { openAssistant } from '../../src/core/assistant.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { scriptModel } from '../support/scripted-model.ts'

const rounds = 50
const program = new URL('start-on-command.ts', import.meta.url)
let starters: ChildProcess[]

const newStarter = (): ChildProcess => fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })

async function tell(starter: ChildProcess, command: { open: string } | 'write' | 'close'): Promise<unknown> {
  const answer = once(starter, 'message')
  starter.send(command)
  return ((await answer) as [unknown])[0]
}

/** Has all of them start at once. Returns who got the folder, and what each was told, in order. */
async function startAll(dataFolder: string): Promise<{ owner: ChildProcess; outcomes: string[] }> {
  const outcomes = await Promise.all(
    starters.map(async (starter) => String(await tell(starter, { open: dataFolder }))),
  )
  const owner = starters[outcomes.indexOf('open')]
  if (!owner) throw new Error(`Nobody got the folder: ${outcomes.join(', ')}`)
  return { owner, outcomes: outcomes.toSorted((a, b) => a.localeCompare(b)) }
}

beforeAll(() => {
  starters = [newStarter(), newStarter()]
})

afterAll(() => {
  for (const starter of starters) starter.kill('SIGKILL')
})

test(
  `of two starts at once exactly one gets the folder, ${rounds} times, and no row is lost`,
  { timeout: 600_000 },
  async () => {
    await using folder = await makeDataFolder()
    for (let round = 1; round <= rounds; round += 1) {
      const { owner, outcomes } = await startAll(folder.path)
      expect(outcomes, `round ${round}`).toEqual(['already_open', 'open'])
      expect(await tell(owner, 'write')).toBe(round)
      expect(await tell(owner, 'close')).toBe('closed')
    }
  },
)

test('of two first starts at once one makes the database, and the other leaves it alone', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const { owner, outcomes } = await startAll(folder.path)
  expect(outcomes).toEqual(['already_open', 'open'])
  expect(await tell(owner, 'write')).toBe(1)
  await tell(owner, 'close')
})

test('a killed owner locks nobody out: the next start gets the folder, with every row', async () => {
  await using folder = await makeDataFolder()
  for (let round = 1; round <= 5; round += 1) {
    const { owner, outcomes } = await startAll(folder.path)
    expect(outcomes).toEqual(['already_open', 'open'])
    expect(await tell(owner, 'write')).toBe(round)
    const gone = once(owner, 'exit')
    owner.kill('SIGKILL')
    await gone
    starters[starters.indexOf(owner)] = newStarter()
  }
})

test.each([
  ['a process that lives', process.pid],
  ['the first process', 1],
])('an owner.json that was left and names %s locks nobody out', async (_, pid) => {
  await using folder = await makeDataFolder()
  await writeFile(join(folder.path, 'owner.json'), JSON.stringify({ pid }))
  const { owner } = await startAll(folder.path)
  expect(JSON.parse(await readFile(join(folder.path, 'owner.json'), 'utf8'))).toEqual({ pid: owner.pid })
  await tell(owner, 'close')
})

test('while the app has the folder the command line is refused, and touches nothing', async () => {
  await using folder = await makeDataFolder()
  await using _ = await openAssistant({ dataFolder: folder.path, server: scriptModel() })
  const refused = await runCli(['conversations', 'list'], { dataFolder: folder.path })
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain(`Hearth is already open (process ${process.pid})`)
})

test('while the command line has the folder the app is refused; when it was killed the app gets it', async () => {
  await using folder = await makeDataFolder()
  const cli = startCli(['chat'], { dataFolder: folder.path })
  await cli.until(({ stdout, stderr }) => stdout + stderr !== '')
  await expect(openDatabase({ dataFolder: folder.path, log })).rejects.toMatchObject({
    code: 'already_open',
    message: `Hearth is already open (process ${cli.pid})`,
  })
  cli.kill('SIGKILL')
  await cli.ended
  await (await openDatabase({ dataFolder: folder.path, log })).close()
})
