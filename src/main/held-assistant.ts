import type { Assistant } from '../core/assistant.ts'

/** The assistant as the windows wait for it: it may be opened again when it could not be opened. */
export interface HeldAssistant {
  /** The latest try. Fails as that failed. */
  current(): Promise<Assistant>
  /** A new try, which is the current one from now on. */
  openAgain(): Promise<Assistant>
  /** Closes it, when there is one that opened or is about to. */
  close(): Promise<void>
}

/** Begins the first try at once. */
export function holdAssistant(open: () => Promise<Assistant>): HeldAssistant {
  let latest = open()
  return {
    current: () => latest,
    openAgain: () => (latest = open()),
    async close() {
      // One that did not open has said so to whoever opened it, and there is nothing to close.
      const assistant = await latest.catch(() => null)
      await assistant?.close()
    },
  }
}
