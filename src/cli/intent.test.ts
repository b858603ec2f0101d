import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { runCli, startCli, type CliResult } from './test-process.ts'

let dataFolder: string

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hearth-cli-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
})

const results = (stdout: string): { intent: string; destructive: boolean; confidence: number }[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

test('tells what a text asks for, in one line, and touches no data', async () => {
  const { code, stdout, stderr } = await runCli(['intent', 'Delete', 'all', 'data'], { dataFolder })
  expect([code, stderr]).toEqual([0, ''])
  expect(results(stdout)).toEqual([
    { intent: 'action', destructive: true, confidence: expect.any(Number) as number },
  ])
  expect(await readdir(dataFolder)).toEqual([])
})

test('answers lines of JSON in their order', async () => {
  const texts = ['How do I create a workflow?', 'Create a workflow', 'Delete all data', 'Lösche alles', '']
  const input = texts.map((text) => `${JSON.stringify({ text, label: 'left alone' })}\n`).join('')
  const { code, stdout } = await runCli(['intent', '--stdin'], { dataFolder }, input)
  expect(code).toBe(0)
  expect(results(stdout).map(({ intent, destructive }) => [intent, destructive])).toEqual([
    ['chat', false],
    ['action', false],
    ['action', true],
    ['unsure', false],
    ['unsure', false],
  ])
  expect(await readdir(dataFolder)).toEqual([])
})

test('a line is answered before the next one is there', async () => {
  const cli = startCli(['intent', '--stdin'], { dataFolder })
  cli.type('{"text":"Delete all data"}\n')
  await cli.said('"action"')
  cli.type('{"text":"How are you?"}\n')
  await cli.said('"chat"')
  cli.type()
  expect((await cli.ended).code).toBe(0)
})

test('bad lines are told by their number, the others are answered, and the end is 1', async () => {
  const input = '{"text":"Hello"}\nnot JSON\n{"words":"x"}\n\n{"text":5}\n{"text":"Delete all data"}'
  const { code, stdout, stderr } = await runCli(['intent', '--stdin'], { dataFolder }, input)
  expect(code).toBe(1)
  expect(results(stdout).map(({ intent }) => intent)).toEqual(['chat', 'action'])
  expect([...stderr.matchAll(/^Line (\d+) is not/gmu)].map(([, number]) => number)).toEqual([
    '2',
    '3',
    '4',
    '5',
  ])
})

test.each([[['intent']], [['intent', ' ']], [['intent', '--stdin', 'Hello']]])(
  'wrong usage %j ends with 2',
  async (args) => {
    const result = await runCli(args, { dataFolder })
    expect([result.code, result.stdout]).toEqual([2, ''])
    expect(result.stderr).toMatch(/\S/)
  },
)

test('a reader that goes away ends it quietly', async () => {
  const cli = startCli(['intent', '--stdin'], { dataFolder })
  cli.stopReading()
  cli.type('{"text":"Hello"}\n'.repeat(50_000))
  expect(await cli.ended).toEqual<CliResult>({ code: 141, stdout: '', stderr: '' })
})
