import type { Model } from '../../shared/model.ts'
import type { Meanings, WaitingText } from '../database/search/meanings.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import { instructionsFor } from './instructions.ts'

/** Texts of one call: whoever asks something meanwhile waits for no more than these. */
const atOnce = 4

/**
 * Asks the model what each text means that waits, the latest first, until none waits or the signal aborts. What was stored
 * stays, and the rest waits for the next time, also after a restart.
 */
export async function fillMeanings(
  {
    server,
    meanings,
    log,
  }: { readonly server: Pick<ModelServer, 'embed'>; readonly meanings: Meanings; readonly log: Log },
  model: Model,
  signal: AbortSignal,
): Promise<void> {
  // Only an answer tells how many numbers the model gives.
  const [probe] = await server.embed({ model: model.name, texts: ['.'] }, signal)
  if (!probe) return
  await meanings.begin({ name: model.name, digest: model.digest, dimensions: probe.length })
  let done = 0
  for (;;) {
    signal.throwIfAborted()
    const texts = await meanings.waiting(atOnce)
    if (texts.length === 0) break
    await put(texts)
    done += texts.length
  }
  if (done > 0) log.info('meaning.filled', { model: model.name, texts: done })

  async function put(texts: readonly WaitingText[]): Promise<void> {
    const pieces = texts.flatMap(({ document, pieces: parts }) =>
      parts.map((part) => ({ document, ...part })),
    )
    const vectors =
      pieces.length === 0
        ? []
        : await server.embed(
            {
              model: model.name,
              texts: pieces.map(({ text }) => instructionsFor(model.name).text + text),
            },
            signal,
          )
    await meanings.put(
      texts.map(({ document }) => document),
      pieces.map(({ document, start, length }, index) => ({
        document,
        start,
        length,
        vector: vectors[index] ?? [],
      })),
    )
  }
}
