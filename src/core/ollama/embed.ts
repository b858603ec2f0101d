import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { notOllama } from './errors.ts'
import type { EmbedRequest } from './model-server.ts'

/** The model may have to be loaded first, which takes as long as the disk does. Milliseconds. */
const timeoutMs = 120_000

const embedSchema = z.looseObject({ embeddings: z.array(z.array(z.number()).min(1)) })

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
