import type { Model } from './model.ts'

/** Whether a model can hold a conversation: an embedding model cannot. */
export function canChat({ capabilities }: Model): boolean {
  return capabilities.includes('completion')
}

/**
 * The model of a conversation for which nobody chose one: the one used last, else the first in the server's order that
 * can chat; before both the one that a person prefers. Never one that runs on somebody else's computer, unless that is
 * the preferred one. Null when there is none.
 */
export function chooseModel(
  models: readonly Model[],
  lastUsed: string | null,
  preferred: string | null = null,
): string | null {
  if (models.some((model) => model.name === preferred && canChat(model))) return preferred
  const usable = models.filter((model) => canChat(model) && !model.cloud)
  return (usable.find(({ name }) => name === lastUsed) ?? usable[0])?.name ?? null
}
