import type { ModelServer } from '../ollama/model-server.ts'
import { checkLearnable, type Grounded, type Refusal } from './learn-check.ts'
import { learnFormat, learnPrompt, readLearnable } from './learn-prompt.ts'

/** Facts of one message, those that are looked at, and the rest that is not even read. */
const most = { stored: 5, looked: 20, tokens: 500, characters: 6_000, milliseconds: 90_000 }

export interface Asked {
  readonly model: string
  /** As the conversation's: another one would reload the model. */
  readonly numCtx: number
  readonly sentences: readonly string[]
}

/** Why nothing of an answer, or one of its facts, was learned. */
export type Counted = Refusal | 'unreadable' | 'endless'
export type Counts = Partial<Record<Counted | 'stored', number>>

/**
 * Asks a model what there is to learn of some sentences, and returns what stands in them. Whatever else the model says is
 * counted and dropped. Throws as the model server does.
 */
export async function askLearnable(
  server: Pick<ModelServer, 'chat'>,
  { sentences, model, numCtx }: Asked,
  signal: AbortSignal,
): Promise<{ readonly facts: readonly Grounded[]; readonly refused: Counts }> {
  const said = await listen(server, { sentences, model, numCtx }, signal)
  if (said === null) return { facts: [], refused: { endless: 1 } }
  const named = readLearnable(said)
  if (named === null) return { facts: [], refused: { unreadable: 1 } }
  const refused: Counts = {}
  const facts = new Map<string, Grounded>()
  for (const one of named.slice(0, most.looked)) {
    const checked = one === null ? 'shape' : checkLearnable(one, sentences)
    if (typeof checked === 'string') count(refused, checked)
    else if (facts.has(checked.key)) count(refused, 'known')
    else if (facts.size < most.stored) facts.set(checked.key, checked)
    else count(refused, 'too_many')
  }
  if (named.length > most.looked) count(refused, 'too_many', named.length - most.looked)
  return { facts: [...facts.values()], refused }
}

/** What the model said; null where it does not come to an end. */
async function listen(
  server: Pick<ModelServer, 'chat'>,
  { sentences, model, numCtx }: Asked,
  signal: AbortSignal,
): Promise<string | null> {
  const request = {
    model,
    numCtx,
    think: false,
    numPredict: most.tokens,
    temperature: 0,
    format: learnFormat,
    messages: learnPrompt(sentences),
  }
  const slow = AbortSignal.timeout(most.milliseconds)
  let said = ''
  let length = 0
  try {
    for await (const part of server.chat(request, AbortSignal.any([signal, slow]))) {
      if (part.type === 'end' && part.reason === 'length') return null
      if (part.type !== 'text' && part.type !== 'thinking') continue
      length += part.text.length
      if (length > most.characters) return null
      if (part.type === 'text') said += part.text
    }
  } catch (error) {
    if (slow.aborted && !signal.aborted) return null
    throw error
  }
  return said
}

export function count(counts: Counts, what: keyof Counts, by = 1): void {
  counts[what] = (counts[what] ?? 0) + by
}
