import type { RecordedRequest } from './exchange.ts'
import type { Reply } from './reply.ts'

/** An answer that a test gives word by word. */
export interface HandAnswer {
  /** The request, once it has come. */
  readonly asked: Promise<RecordedRequest>
  /** One object on the wire. */
  say(text: string): void
  /** The answer is complete. */
  end(): void
  /** An error in the middle of the stream. */
  fail(error: string): void
  /** The server dies in the middle. */
  cut(): void
  /** The other side has closed the connection, or the answer is over. */
  readonly closed: Promise<'answered' | 'aborted' | 'cut'>
}

type End = 'done' | 'die-midstream' | 'error-midstream'

/** A hand, and the reply that follows it. `asked` is to be called with the request that gets the reply. */
export function createHand(): { hand: HandAnswer; reply: Reply; take(request: RecordedRequest): void } {
  const words: string[] = []
  let end: End | null = null
  let error: string | undefined
  let wake: () => void = () => {}
  const { promise: asked, resolve } = Promise.withResolvers<RecordedRequest>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const step = (change: () => void): void => {
    change()
    begin()
    wake()
  }

  async function* tokens(): AsyncGenerator<string> {
    for (;;) {
      const word = words.shift()
      if (word !== undefined) yield word
      else if (end !== null) return
      else await new Promise<void>((next) => (wake = next))
    }
  }

  return {
    hand: {
      asked,
      say: (text) => step(() => words.push(text)),
      end: () => step(() => (end ??= 'done')),
      fail: (message) =>
        step(() => {
          error = message
          end ??= 'error-midstream'
        }),
      cut: () => step(() => (end ??= 'die-midstream')),
      closed: asked.then((request) => request.ended),
    },
    // A getter each: how it ends is known only when the words are over.
    reply: {
      hold: begun,
      tokens: tokens(),
      faultAfter: Infinity,
      get fault() {
        return end === null || end === 'done' ? undefined : end
      },
      get error() {
        return error
      },
    } as Reply,
    take: resolve,
  }
}
