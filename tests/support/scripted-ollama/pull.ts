import { createHash } from 'node:crypto'
import { parseBody, Refusal } from './chat-body.ts'
import type { Exchange } from './exchange.ts'
import { findModel, type ScriptedOllamaModel } from './models.ts'
import { pause } from './pace.ts'
import { beginStream, goJson, sendJson } from './wire.ts'

/** How pulls go; a test may change it at any time, also in the middle of one. */
export interface Pulling {
  /** What the registry has. */
  library: ScriptedOllamaModel[]
  /** Bytes of the model that come with one line. */
  stepBytes: number
  /** Milliseconds between two lines; Ollama's own are 60. */
  everyMs: number
  /** So much comes, and no more until this is changed. Lines go on. */
  holdAt: number
  /** What goes wrong once so many bytes are there: what Ollama says, or null for a server that was killed. */
  fault: { readonly after: number; readonly error: string | null } | null
}

export interface PullRoom {
  readonly models: ScriptedOllamaModel[]
  readonly pulling: Pulling
  /** Bytes of each unfinished model that are on the disk: what the next pull goes on from. */
  readonly parts: Map<string, number>
}

export const usualPulling = (): Pulling => ({
  library: [
    { name: 'tiny-slow:latest', capabilities: ['completion'], size: 54_028_442 },
    { name: 'qwen3:4b', capabilities: ['completion', 'tools', 'thinking'], size: 2_500_000_000 },
  ],
  stepBytes: 5_000_000,
  everyMs: 5,
  holdAt: Infinity,
  fault: null,
})

/** What Ollama says while there is no network: before the first byte, and in the middle. */
export const noNetwork =
  'pull model manifest: Get "https://registry.ollama.ai/v2/library/x/manifests/latest": dial tcp: lookup registry.ollama.ai on 10.255.255.53:53: no such host'

const smallLayers = [102, 90, 154]

/** Answers `POST /api/pull`. Throws a Refusal. */
export async function pull(exchange: Exchange, room: PullRoom): Promise<void> {
  const body = parseBody(exchange.record.text)
  const asked = body['model'] ?? body['name']
  if (typeof asked !== 'string' || asked === '' || /\s/.test(asked))
    throw new Refusal(400, 'invalid model name')
  const { response } = exchange
  if (body['stream'] === false) return sendJson(response, 200, { status: 'success' })
  const line = (value: object): Promise<void> => exchange.write(`${goJson(value)}\n`)
  beginStream(response)
  await line({ status: 'pulling manifest' })
  const model = findModel(room.pulling.library, asked.replace(/^https?:\/\/[^/]+\/library\//, ''))
  const early = room.pulling.fault?.after === 0 ? room.pulling.fault.error : null
  if (!model || early !== null) {
    await line({ error: early ?? 'pull model manifest: file does not exist' })
    response.end()
    return
  }
  if (!(await sendLayers(exchange, room, model, line))) return
  for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) await line({ status })
  room.parts.delete(model.name)
  if (!findModel(room.models, model.name)) room.models.unshift(model)
  response.end()
}

/** False when it ended before all of it was there. */
async function sendLayers(
  exchange: Exchange,
  { pulling, parts, models }: PullRoom,
  model: ScriptedOllamaModel,
  line: (value: object) => Promise<void>,
): Promise<boolean> {
  const total = model.size ?? 4_000_728
  const layer = (digest: string, whole: number, completed: number): Promise<void> =>
    line({ status: `pulling ${digest.slice(0, 12)}`, digest: `sha256:${digest}`, total: whole, completed })
  const digest = digestOf(model.name)
  const installed = findModel(models, model.name) !== undefined
  let completed = installed ? total : (parts.get(model.name) ?? 0)
  if (installed) await layer(digest, total, total)
  while (completed < total) {
    if (!(await pause(pulling.everyMs, exchange.signal))) return false
    completed = Math.max(completed, Math.min(completed + pulling.stepBytes, total, pulling.holdAt))
    parts.set(model.name, completed)
    await layer(digest, total, completed)
    const { fault } = pulling
    if (fault === null || completed < fault.after) continue
    if (fault.error === null) exchange.cut()
    else {
      await line({ error: fault.error })
      exchange.response.end()
    }
    return false
  }
  for (const [at, size] of smallLayers.entries()) await layer(digestOf(`${model.name} ${at}`), size, size)
  return true
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Answers `DELETE /api/delete`. Throws a Refusal. */
export function remove({ response, record }: Exchange, { models }: Pick<PullRoom, 'models'>): void {
  const body = parseBody(record.text)
  const asked = body['model'] ?? body['name']
  const model = typeof asked === 'string' ? findModel(models, asked) : undefined
  if (!model) throw new Refusal(404, `model '${typeof asked === 'string' ? asked : ''}' not found`)
  models.splice(models.indexOf(model), 1)
  response.sendDate = false
  response.removeHeader('Connection')
  response.writeHead(200, ['Date', new Date().toUTCString(), 'Content-Length', '0'])
  response.end()
}
