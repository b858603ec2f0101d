import type { Model } from './model.ts'

/** Whether a model can hold a conversation: an embedding model cannot. */
export function canChat({ capabilities }: Model): boolean {
  return capabilities.includes('completion')
}

/**
 * The model of a conversation for which nobody chose one: the one used last, else the first in the server's order that
 * can chat. Never one that runs on somebody else's computer. Null when there is none.
 */
export function chooseModel(models: readonly Model[], lastUsed: string | null): string | null {
  const usable = models.filter((model) => canChat(model) && !model.cloud)
  return (usable.find(({ name }) => name === lastUsed) ?? usable[0])?.name ?? null
}
