import { AppError, findAppError } from '../../shared/errors.ts'
import type { Model } from '../../shared/model.ts'
import type { Meanings, WaitingText } from '../database/search/meanings.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import { instructionsFor } from './instructions.ts'
import { saysSomething } from './says-something.ts'

/** Texts of one call: whoever asks something meanwhile waits for no more than these. */
const atOnce = 4
/** What says that the model, and not one text, is why there are no vectors. */
const ofTheModel = new Set([
  'cancelled',
  'model_missing',
  'model_unsuitable',
  'model_out_of_memory',
  'ollama_busy',
])

export interface FillRoom {
  readonly server: Pick<ModelServer, 'embed'>
  readonly meanings: Meanings
  readonly log: Log
}

/**
 * Asks the model what each text means that waits, the latest first, until none waits or the signal aborts. What was stored
 * stays, and the rest waits for the next time, also after a restart. A text that the model cannot take goes without.
 */
export async function fillMeanings(
  { server, meanings, log }: FillRoom,
  { name, digest }: Model,
  signal: AbortSignal,
): Promise<void> {
  // Only an answer tells how many numbers the model gives.
  const [probe] = await server.embed({ model: name, texts: ['.'] }, signal)
  if (!probe) return
  const dimensions = probe.length
  await meanings.begin({ name, digest, dimensions })
  const instruction = instructionsFor(name).text
  let [done, refused] = [0, 0]
  for (;;) {
    signal.throwIfAborted()
    const texts = await meanings.waiting(atOnce)
    if (texts.length === 0) break
    refused += await putAll(texts)
    done += texts.length
  }
  if (done > 0) log.info('meaning.filled', { model: name, texts: done, refused })

  /** Resolves with how many of them the model could not take. */
  async function putAll(texts: readonly WaitingText[]): Promise<number> {
    try {
      await put(texts)
      return 0
    } catch (error) {
      // The same model said how long its vectors are: that it works is known.
      const [again] = await server.embed({ model: name, texts: ['.'] }, signal)
      if (again?.length !== dimensions)
        throw new AppError('model_unsuitable', `Another model lies under the name ${name} now.`, {
          cause: error,
        })
      if (signal.aborted || ofTheModel.has(findAppError(error)?.code ?? '')) throw error
      let without = 0
      for (const text of texts) {
        signal.throwIfAborted()
        without += await put([text]).then(
          () => 0,
          (reason: unknown) => goWithout(text, reason),
        )
      }
      return without
    }
  }

  async function goWithout({ document }: WaitingText, reason: unknown): Promise<number> {
    if (signal.aborted) throw reason
    log.warn('meaning.refused', { error: reason, expected: findAppError(reason)?.code })
    await meanings.put([document], [])
    return 1
  }

  async function put(texts: readonly WaitingText[]): Promise<void> {
    const pieces = texts.flatMap(({ document, pieces: parts }) =>
      parts.map((part) => ({ document, ...part })),
    )
    const wanted = { model: name, texts: pieces.map(({ text }) => instruction + text) }
    const vectors = pieces.length === 0 ? [] : await server.embed(wanted, signal)
    const meant = pieces.flatMap(({ document, start, length }, index) => {
      const vector = vectors[index] ?? []
      return saysSomething(vector) ? [{ document, start, length, vector }] : []
    })
    await meanings.put(
      texts.map(({ document }) => document),
      meant,
    )
  }
}
