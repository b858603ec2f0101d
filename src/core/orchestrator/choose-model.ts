import { AppError } from '../../shared/errors.ts'
import type { Model } from '../../shared/model.ts'

/**
 * The model of a new conversation when nobody chose one: the one used last, else the first installed that can chat.
 * Never one that runs on somebody else's computer. Throws `model_none`.
 */
export function chooseModel(models: readonly Model[], lastUsed: string | null): string {
  const usable = models.filter((model) => !model.cloud && model.capabilities.includes('completion'))
  const model = usable.find(({ name }) => name === lastUsed) ?? usable[0]
  if (model) return model.name
  throw new AppError(
    'model_none',
    'No model is installed yet. Get one with «ollama pull qwen3:4b» in a terminal, then try again.',
  )
}
