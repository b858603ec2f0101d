/**
 * What the assistant adds to the time to the first token: `assistant.startTurn` against the bare `ollama` client on the
 * same scripted server, in turns within one run. The server is a process of its own, as Ollama is.
 * Bounds: added p50 ≤ 5 ms, p95 ≤ 15 ms.
 */
import { randomUUID } from 'node:crypto'
import { Ollama } from 'ollama'
import { openAssistant, type Assistant } from '../src/core/assistant.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { percentile, report, rounded } from './support/figures.ts'
import { serveScriptedOllama } from './support/scripted-ollama.ts'

const turns = 200
const warmUp = 20
const model = 'tiny:latest'

await using folder = await makeDataFolder()
await using server = await serveScriptedOllama(['--tokens', '20', '--rate', '1000', '--wait', '5'])
await using assistant = await openAssistant({ dataFolder: folder.path, ollamaHost: server.host })
const bare = new Ollama({ host: server.url })

const ours: number[] = []
const theirs: number[] = []
const conversationId = randomUUID()
for (let turn = -warmUp; turn < turns; turn += 1) {
  const bareMs = await askBare(`Message ${turn}`)
  const assistantMs = await askAssistant(assistant, `Message ${turn}`)
  if (turn < 0) continue
  theirs.push(bareMs)
  ours.push(assistantMs)
}

const added = (share: number): number => rounded(percentile(ours, share) - percentile(theirs, share))
report('turn', {
  turns,
  bareP50Ms: rounded(percentile(theirs, 0.5)),
  bareP95Ms: rounded(percentile(theirs, 0.95)),
  assistantP50Ms: rounded(percentile(ours, 0.5)),
  assistantP95Ms: rounded(percentile(ours, 0.95)),
  addedP50Ms: added(0.5),
  addedP95Ms: added(0.95),
})

async function askBare(content: string): Promise<number> {
  const start = performance.now()
  let first = 0
  const stream = await bare.chat({
    model,
    messages: [{ role: 'user', content }],
    options: { num_ctx: 8_192 },
    stream: true,
  })
  for await (const part of stream)
    if (first === 0 && part.message.content !== '') first = performance.now() - start
  return first
}

async function askAssistant(open: Assistant, text: string): Promise<number> {
  const start = performance.now()
  let first = 0
  const turnId = randomUUID()
  const stopListening = open.onEvent((event) => {
    if (first === 0 && event.type === 'turn.delta' && event.turnId === turnId)
      first = performance.now() - start
  })
  const turn = await open.startTurn({ turnId, conversationId, text, model })
  const { error } = await turn.ended
  stopListening()
  if (error) throw new Error(error.message)
  return first
}
