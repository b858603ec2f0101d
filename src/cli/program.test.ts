import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { startScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import { runCli, startCli, type CliResult } from './test-process.ts'

let dataFolder: string

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hearth-cli-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
})

test('help and version are results, and touch no data', async () => {
  const help = await runCli(['--help'], { dataFolder })
  expect([help.code, help.stderr]).toEqual([0, ''])
  expect(help.stdout).toMatch(/Usage: hearth[\s\S]*Exit codes: 0 done, 1 failed, 2 wrong usage/)
  expect(await runCli(['--version'], { dataFolder })).toMatchObject({
    code: 0,
    stdout: '0.1.0\n',
    stderr: '',
  })
  expect(await readdir(dataFolder)).toEqual([])
})

test.each([
  [[]],
  [['bogus']],
  [['ask']],
  [['ask', '']],
  [['ask', ' \n ']],
  [['ask', '--bogus', 'Hi']],
  [['conversations']],
  [['conversations', 'show']],
  [['--data-dir', '', 'status']],
])('wrong usage %j ends with 2, says why on stderr, and touches no data', async (args) => {
  const result = await runCli(args, { dataFolder })
  expect([result.code, result.stdout]).toEqual([2, ''])
  expect(result.stderr).toMatch(/\S/)
  expect(await readdir(dataFolder)).toEqual([])
})

test('--data-dir goes before HEARTH_DATA_DIR; a folder that cannot be one is told in a sentence', async () => {
  const file = join(dataFolder, 'a-file')
  await writeFile(file, '')
  const result = await runCli(['--data-dir', file, 'conversations', 'list'], { dataFolder })
  expect([result.code, result.stdout]).toEqual([1, ''])
  expect(result.stderr).toContain(file)
  expect(result.stderr.trim().split('\n')).toHaveLength(1)
  expect(await readdir(dataFolder)).toEqual(['a-file'])
})

test('lists are results, and a reader that goes away ends one quietly', async () => {
  await using folder = await makeDataFolder()
  const place = { dataFolder: folder.path }
  expect(await runCli(['conversations', 'list', '--json'], place)).toEqual<CliResult>({
    code: 0,
    stdout: '[]\n',
    stderr: '',
  })
  const cli = startCli(['--json', 'conversations', 'list'], place)
  cli.stopReading()
  expect(await cli.ended).toEqual<CliResult>({ code: 141, stdout: '', stderr: '' })
})

test('status and models tell how things stand', async () => {
  await using folder = await makeDataFolder()
  await using ollama = await startScriptedOllama()
  const place = { dataFolder: folder.path, ollamaHost: ollama.host }
  const status = await runCli(['status', '--json'], place)
  expect({ ...status, stdout: JSON.parse(status.stdout) }).toEqual({
    code: 0,
    stdout: {
      ollama: { state: 'running', version: '0.32.15', address: ollama.url },
      model: 'tiny:latest',
      dataFolder: folder.path,
      dataServer: null,
    },
    stderr: '',
  })
  const models = await runCli(['models'], place)
  expect([models.code, models.stderr]).toEqual([0, ''])
  expect(models.stdout).toMatch(/^tiny:latest +4 MB .*completion\n[\s\S]*^gpt-oss:20b-cloud +cloud /m)
})

test('without Ollama status says so and ends with 1, and models fails', async () => {
  await using folder = await makeDataFolder()
  const place = { dataFolder: folder.path, ollamaHost: 'http://[' }
  expect(await runCli(['status'], place)).toEqual<CliResult>({
    code: 1,
    stdout: expect.stringMatching(/^Ollama  .*OLLAMA_HOST.*\nData    .*\n$/),
    stderr: '',
  })
  expect(await runCli(['models'], place)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('OLLAMA_HOST'),
  })
})
