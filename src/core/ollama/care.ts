import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { LoadedModel, ModelDetails } from '../../shared/model.ts'
import type { Connection } from './connection.ts'
import { notOllama } from './errors.ts'

/** How long what only looks at the disk or the memory may take, in milliseconds. */
const timeoutMs = 30_000

const psSchema = z.looseObject({
  models: z
    .array(
      z.looseObject({
        name: z.string(),
        size: z.number().nonnegative().catch(0),
        size_vram: z.number().nonnegative().catch(0),
        context_length: z.number().int().positive().optional().catch(undefined),
        expires_at: z.string(),
      }),
    )
    .nullable(),
})

/** Which models are in memory. */
export async function readLoaded(
  connection: Connection,
  signal?: AbortSignal,
): Promise<readonly LoadedModel[]> {
  const answer: unknown = await connection.call((client) => client.ps(), { signal, timeoutMs })
  const { success, data, error } = psSchema.safeParse(answer)
  if (!success) {
    const sentence = notOllama(connection.address, 'its list of loaded models has another form')
    throw new AppError(...sentence, { cause: error })
  }
  return (data.models ?? []).map((model) => ({
    name: model.name,
    size: model.size,
    sizeVram: model.size_vram,
    numCtx: model.context_length ?? null,
    until: leavingAt(model.expires_at),
  }))
}

/** «For ever» is a date some centuries away; what cannot be read says as little. */
function leavingAt(text: string): string | null {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 2_200 ? null : at.toISOString()
}

/** Takes a model out of memory: a question without words, and nothing to stay for. */
export async function unload(connection: Connection, model: string, signal?: AbortSignal): Promise<void> {
  const nothing = { model, messages: [], keep_alive: 0 }
  await connection.call((client) => client.chat(nothing), { signal, model, timeoutMs })
}

/** Deletes a model from the disk. */
export async function remove(connection: Connection, model: string, signal?: AbortSignal): Promise<void> {
  await connection.call((client) => client.delete({ model }), { signal, model, timeoutMs })
}

const showSchema = z.looseObject({
  parameters: z.string().nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
})

export async function readDetails(
  connection: Connection,
  model: string,
  signal?: AbortSignal,
): Promise<ModelDetails> {
  const answer: unknown = await connection.call((client) => client.show({ model }), {
    signal,
    model,
    timeoutMs,
  })
  const { model_info: info, parameters } = showSchema.safeParse(answer).data ?? {}
  const architecture = info?.['general.architecture']
  const isNamed = typeof architecture === 'string'
  return {
    architecture: isNamed ? architecture : null,
    bytesPerToken: isNamed && info ? bytesPerToken(info, architecture) : null,
    parameters: parameters ?? '',
  }
}

/**
 * Bytes that one token takes in the cache of keys and values: for each layer, for each head that has keys and values of
 * its own, the length of a key and of a value, in 16-bit numbers (Ollama's default, OLLAMA_KV_CACHE_TYPE=f16). Of one
 * length for both that is 2 × layers × heads × length × 2 bytes. The names are those of GGUF's specification; where a file
 * leaves the lengths out they are the width of the model divided by its heads, as llama.cpp takes them to be.
 */
function bytesPerToken(info: Readonly<Record<string, unknown>>, architecture: string): number | null {
  const of = (name: string): unknown => info[`${architecture}.${name}`]
  const layers = positive(of('block_count'))
  const heads = positive(of('attention.head_count'))
  const width = positive(of('embedding_length'))
  const usual = heads !== null && width !== null ? width / heads : null
  const key = positive(of('attention.key_length')) ?? usual
  const value = positive(of('attention.value_length')) ?? usual
  if (layers === null || key === null || value === null) return null
  const given = of('attention.head_count_kv')
  // Some have another number in each layer, and none in those that remember in another way.
  const cached = Array.isArray(given)
    ? given.reduce<number>((sum, one) => sum + (positive(one) ?? 0), 0)
    : layers * (positive(given) ?? heads ?? 0)
  return cached > 0 ? cached * (key + value) * 2 : null
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null
}
