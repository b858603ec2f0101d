import { setTimeout as sleep } from 'node:timers/promises'
import { findAppError } from '../../shared/errors.ts'
import { plainName } from '../../shared/model-name.ts'
import type { Model } from '../../shared/model.ts'
import type { Meaning } from '../database/search/search-engine.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import { instructionsFor } from './instructions.ts'
import { saysSomething } from './says-something.ts'

/** Milliseconds that a search waits for what its words mean; then it is by words alone. */
const patienceMs = 400
/** Questions whose meaning is kept: the next page asks again, and so does whoever types on. */
const mostKept = 50
/** Letters that mean something, and letters of a question that are looked at. */
const shortest = 3
const longest = 1_000

export interface Asking {
  /**
   * What a question means; null where that is not known soon. Never throws. `loads: false` only where the model is in
   * memory already: loading it may drive the one that is about to answer out.
   */
  meaningOf(
    question: string,
    options: { readonly loads: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<Meaning>
}

/** `closing`: nobody waits any more for what is still being asked. */
export function createAsking({
  server,
  current,
  log,
  closing,
}: {
  readonly server: Pick<ModelServer, 'embed' | 'loaded'>
  readonly current: () => Promise<Model | null>
  readonly log: Log
  readonly closing: AbortSignal
}): Asking {
  const kept = new Map<string, Promise<Meaning>>()

  async function ask({ name, digest }: Model, question: string): Promise<Meaning> {
    const texts = [instructionsFor(name).question + question]
    const [vector] = await server.embed({ model: name, texts }, closing)
    if (!vector || !saysSomething(vector)) return null
    return { model: { name, digest, dimensions: vector.length }, vector }
  }

  function keep(model: Model, question: string): Promise<Meaning> {
    const key = `${model.digest} ${question}`
    const before = kept.get(key)
    if (before) return before
    const asked = ask(model, question)
    kept.set(key, asked)
    asked.catch((error: unknown) => {
      kept.delete(key)
      if (closing.aborted) return
      log.warn('meaning.failed', { error, expected: findAppError(error)?.code })
    })
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return asked
  }

  async function find(question: string, loads: boolean): Promise<Meaning> {
    const model = await current()
    if (!model) return null
    if (!loads) {
      const loaded = await server.loaded(closing)
      if (!loaded.some(({ name }) => plainName(name) === plainName(model.name))) return null
    }
    return keep(model, question)
  }

  return {
    async meaningOf(text, { loads, signal }) {
      const question = text.trim().slice(0, longest)
      if (question.length < shortest) return null
      // Nobody waits for longer, but what comes later is there for the next page.
      const found = find(question, loads).catch(() => null)
      return Promise.race([found, sleep(patienceMs, null, { signal, ref: false }).catch(() => null)])
    },
  }
}
