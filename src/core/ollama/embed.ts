import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { notOllama } from './errors.ts'
import type { EmbedRequest } from './model-server.ts'

/** The model may have to be loaded first, which takes as long as the disk does. Milliseconds. */
const timeoutMs = 120_000

/** What a half float holds, and how many of them pgvector's halfvec does. */
const [largest, mostNumbers] = [65_504, 16_000]
const vectorSchema = z.array(z.number().min(-largest).max(largest)).min(1).max(mostNumbers)
const embedSchema = z.looseObject({ embeddings: z.array(vectorSchema) })

/**
 * What each text means, as numbers: by `/api/embed`, which cuts a text that is too long for the model and gives vectors of
 * length 1. An empty text gets none from Ollama, so none may be empty. Throws `model_missing`, `model_unsuitable` for a model
 * that cannot, or `ollama_protocol` for another number of vectors than of texts.
 */
export async function embed(
  connection: Connection,
  { model, texts }: EmbedRequest,
  signal?: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const answer: unknown = await connection.call((client) => client.embed({ model, input: [...texts] }), {
    signal,
    model,
    timeoutMs,
  })
  const { success, data, error } = embedSchema.safeParse(answer)
  const sizes = new Set(data?.embeddings.map(({ length }) => length))
  if (!success || data.embeddings.length !== texts.length || sizes.size > 1) {
    const sentence = notOllama(connection.address, 'its vectors do not fit the texts')
    throw new AppError(...sentence, { cause: error })
  }
  return data.embeddings
}
