/**
 * `npm run eval -- --model NAME`: plays labelled messages against a real Ollama, each in a conversation of its own and
 * with nothing approved, and tells how often the model acts when it should, and only then; whether its plans can be
 * carried out; and how long one waits. Figures for people, then one line of JSON.
 */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openAssistant } from '../src/core/assistant.ts'
import type { Desktop } from '../src/core/desktop.ts'
import { openOllama } from '../src/core/ollama/open.ts'
import { readMessages } from './eval/eval-message.ts'
import { measure } from './eval/measure.ts'
import { play, type Played } from './eval/play.ts'
import { watchServer } from './eval/watched-server.ts'
import { root } from './root.ts'

const usage = `npm run eval -- --model NAME [--host ADDRESS] [--limit N] [--file F.jsonl] [--wrong]
--host: of Ollama, else OLLAMA_HOST. --limit: so many messages, spread over the file. --wrong: print what went wrong.
Lines of the file: {"text", "label": "chat" | "action" | "destructive", "action"?: "name"}.`

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    host: { type: 'string' },
    limit: { type: 'string' },
    file: { type: 'string' },
    wrong: { type: 'boolean', default: false },
  },
})

const limit = Number(values.limit ?? Number.POSITIVE_INFINITY)
if (values.model === undefined || !(limit >= 1)) {
  console.error(usage)
  process.exitCode = 2
} else process.exitCode = await evaluate(values.model)

async function evaluate(model: string): Promise<number> {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort())
  const file = values.file ?? join(root, 'tests', 'fixtures', 'eval', 'messages.jsonl')
  const messages = spread(await readMessages(file), limit)
  const server = watchServer(openOllama({ host: values.host ?? process.env['OLLAMA_HOST'] }))
  const status = await server.status()
  if (status.state !== 'running') {
    console.error(status.message)
    return 1
  }
  const place = await realpath(await mkdtemp(join(tmpdir(), 'hearth-eval-')))
  try {
    const folder = await makeFolder(place)
    const dataFolder = join(place, 'data')
    // All that can be offered is: nothing of it is approved.
    await mkdir(dataFolder)
    await writeFile(join(dataFolder, 'settings.json'), JSON.stringify({ network: true }))
    await using assistant = await openAssistant({ dataFolder, server, desktop: idleDesktop() })
    await assistant.folders.grant(folder)
    const played: Played[] = []
    for (const message of messages) {
      if (stopping.signal.aborted) break
      played.push(await play(assistant, server, message, { model, signal: stopping.signal }))
      if (process.stderr.isTTY) process.stderr.write(`\r${played.length} of ${messages.length} `)
    }
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
    return tell(model, played)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** Prints what was measured. Exit code 1 when no message was answered. */
function tell(model: string, played: readonly Played[]): number {
  for (const { message, planned, problem } of played) {
    const wrong = problem !== null || (message.label === 'chat') === (planned !== null)
    if (values.wrong && wrong)
      console.log(`${message.label}: ${message.text} → ${problem ?? planned?.join(', ') ?? 'text'}`)
  }
  const figures = measure(played)
  console.table(figures)
  console.log(JSON.stringify({ eval: model, ...figures }))
  const problems = new Set(played.flatMap(({ problem }) => problem ?? []))
  for (const problem of problems) console.error(problem)
  return played.some(({ problem }) => problem === null) ? 0 : 1
}

/** It is there to be offered, and never used. */
function idleDesktop(): Desktop {
  return {
    trash: null,
    openPath: async () => undefined,
    openAddress: async () => undefined,
    readClipboard: async () => '',
    writeClipboard: async () => undefined,
    tellReminder: () => undefined,
  }
}

/** Something that can be read, changed and deleted, in a folder that is granted. Nothing of it is. */
async function makeFolder(place: string): Promise<string> {
  const folder = join(place, 'work')
  await mkdir(join(folder, 'src'), { recursive: true })
  const files = {
    'notes.md': '# Notes\n\n- buy milk\n',
    'report.txt': 'All is well.\n',
    'src/main.ts': 'start()\n',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

/** Every n-th, so that a part of them is like the whole. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (most >= all.length) return all
  return Array.from(
    { length: Math.floor(most) },
    (_, index) => all[Math.floor((index * all.length) / most)] as T,
  )
}
