import { createHash } from 'node:crypto'
import { parseBody, Refusal } from './chat-body.ts'
import type { Exchange } from './exchange.ts'
import { expiry, findModel, type LoadedModel, type ScriptedOllamaModel } from './models.ts'
import { sendJson } from './wire.ts'

export interface EmbedRoom {
  readonly models: ScriptedOllamaModel[]
  readonly loaded: Map<string, LoadedModel>
  /** Words that mean the same: each leads to the one that stands for all of them. */
  readonly meanings: ReadonlyMap<string, string>
}

const usualDimensions = 128
/** About four characters a token. */
const charactersPerToken = 4

/** Answers `POST /api/embed`: texts mean the same as far as their words do. Throws a Refusal. */
export function embed({ response, record }: Exchange, { models, loaded, meanings }: EmbedRoom): void {
  const { model: asked, input, truncate = true, dimensions = usualDimensions } = parseBody(record.text)
  const model = findModel(models, String(asked))
  if (!model) throw new Refusal(404, `model ${JSON.stringify(asked)} not found, try pulling it first`)
  const texts = typeof input === 'string' ? [input].filter((text) => text !== '') : input
  if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string'))
    throw new Refusal(400, 'invalid input type')
  if (texts.length === 0) return sendJson(response, 200, { model: asked, embeddings: [] })
  if (!model.capabilities.includes('embedding'))
    throw new Refusal(501, 'This server does not support embeddings. Start it with `--embeddings`')
  const longest = (model.contextLength ?? 4_096) * charactersPerToken
  if (truncate === false && texts.some((text: string) => text.length > longest))
    throw new Refusal(400, 'the input length exceeds the context length')
  const expiresAt = expiry(undefined)
  if (expiresAt !== null) loaded.set(model.name, { model, numCtx: model.contextLength ?? 4_096, expiresAt })
  sendJson(response, 200, {
    model: asked,
    embeddings: texts.map((text: string) => vectorOf(text.slice(0, longest), meanings, Number(dimensions))),
    total_duration: 4_687_002,
    load_duration: 1_027_236,
    prompt_eval_count: texts.length,
  })
}

/** Each long word has numbers of its own, the same each time; a text has the sum of its words', at length 1. */
function vectorOf(text: string, meanings: ReadonlyMap<string, string>, dimensions: number): number[] {
  const sum = Array.from({ length: dimensions }, () => 0)
  for (const word of text.toLowerCase().match(/\p{L}{5,}/gu) ?? ['']) {
    const bytes = createHash('shake128', { outputLength: dimensions })
      .update(meanings.get(word) ?? word)
      .digest()
    for (const [index, byte] of bytes.entries()) sum[index] = (sum[index] ?? 0) + byte - 127.5
  }
  const length = Math.hypot(...sum)
  // As many digits as Ollama's own have.
  return sum.map((value) => Number((value / length).toPrecision(8)))
}
