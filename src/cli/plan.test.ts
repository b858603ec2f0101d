import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import type { Message } from '../shared/message.ts'
import { run } from './program.ts'
import { testSession } from './test-session.ts'

interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The whole command line on the real assistant, in this process: from a message to a plan, a run, and back. */
let ollama: ScriptedOllama
let work: string
let hearth: (...args: string[]) => Promise<Said>

beforeEach(async () => {
  const folder = await makeDataFolder()
  ollama = await startScriptedOllama()
  work = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-work-')))
  hearth = async (...args) => {
    const { terminal, stdout, stderr } = testSession(folder.path)
    const env = { ...terminal.surroundings.env, OLLAMA_HOST: ollama.host }
    const surroundings = { ...terminal.surroundings, env }
    const code = await run({ ...terminal, args: ['--model', 'tiny-tools', ...args], surroundings }, '0')
    return { code, stdout: stdout(), stderr: stderr() }
  }
  onTestFinished(async () => {
    await ollama.stop()
    await folder[Symbol.asyncDispose]()
    rmSync(work, { recursive: true, force: true })
  })
})

test('a command of the person needs no model: it waits for a yes, and its output is the result', async () => {
  mkdirSync(join(work, 'sub'))
  expect(await hearth('folders', 'grant', work)).toMatchObject({ code: 0 })
  const waits = await hearth('ask', '/files sub')
  expect(waits).toMatchObject({ code: 3, stdout: '' })
  expect(waits.stderr).toMatch(/List what is in sub[^]*only reads[^]*Nothing was done/)
  writeFileSync(join(work, 'sub', 'note.md'), 'text')
  const listed = await hearth('ask', '--approve', 'read', 'list the files in sub')
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('note.md (4 bytes)') })
  expect(ollama.questions).toEqual([])
})

test('what a model names waits, is approved later by its id, runs, and is taken back', async () => {
  await hearth('folders', 'grant', work)
  const call = { name: 'write_file', arguments: { path: 'notes.md', content: 'one\ntwo\n' } }
  ollama.answerNext({ text: 'I would write it.', calls: [call] })
  ollama.answer({ text: 'It is written.' })
  const asked = await hearth('ask', '--json', 'Write one and two to notes.md')
  expect(asked.code).toBe(3)
  const request = (JSON.parse(asked.stdout) as { messages: Message[] }).messages.at(-1)!
  expect(request.messageType).toBe('agent_request')

  const approved = await hearth('approve', '--yes', request.id.slice(0, 8))
  expect(approved).toMatchObject({ code: 0, stdout: 'It is written.\n' })
  expect(approved.stderr).toContain('│ + one')
  expect(readFileSync(join(work, 'notes.md'), 'utf8')).toBe('one\ntwo\n')
  const runId = /hearth undo ([0-9a-f]{8})/.exec(approved.stderr)![1]!

  expect(await hearth('undo', runId)).toMatchObject({ code: 0 })
  expect(() => readFileSync(join(work, 'notes.md'))).toThrow('ENOENT')
})
