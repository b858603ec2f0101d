import type { ErrorReport } from './errors.ts'

/** A model on its way to this computer's Ollama. */
export interface Pull {
  /** With its tag: `qwen3:4b`. */
  readonly name: string
  /**
   * `waiting` goes on by itself, as soon as Ollama or the network is back. `paused` and `failed` go on when they are told
   * to: the one was stopped (by a person, by a full disk, by the end of Hearth), the other would not have come to an end.
   */
  readonly state: 'pulling' | 'waiting' | 'paused' | 'failed'
  /** Bytes that are there. It never goes back. */
  readonly bytes: number
  /** Of all parts that are known; null while none is. */
  readonly total: number | null
  /** Over the last seconds; null while that is not known. */
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  /** All bytes are there and are being checked. */
  readonly checking: boolean
  /** Why it waits, is paused or failed; null where a person paused it, and while it goes on. */
  readonly problem: ErrorReport | null
}
