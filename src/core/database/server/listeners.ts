/** Those who want to hear of something. */
export interface Listeners<T> {
  /** Returns what stops listening. */
  add(listener: (news: T) => void): () => void
  tell(news: T): void
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(news: T) => void>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(news) {
      for (const listener of listeners) listener(news)
    },
  }
}
