/** How many bytes may wait for a slow reader before we stop taking more. */
const mostWaiting = 1024 * 1024

export interface SilenceWatch {
  /** Longest time in milliseconds between two pieces. The first may take as long as it likes. */
  readonly ms: number
  readonly onSilence: () => void
}

/**
 * Takes what comes as it comes and keeps it for the reader: a connection that breaks throws away what still waits in a
 * stream, and those would be words that the person never sees. Goes on to the end of the body when the reader has left.
 */
export async function* readAhead(
  body: ReadableStream<Uint8Array>,
  { ms, onSilence }: SilenceWatch,
): AsyncGenerator<Uint8Array> {
  const waiting: Uint8Array[] = []
  let size = 0
  let end: { readonly error: unknown } | 'well' | null = null
  let onArrival: () => void = () => {}
  let onRoom: () => void = () => {}

  async function take(): Promise<void> {
    const reader = body.getReader()
    for (let first = true; ; first = false) {
      const timer = first ? undefined : setTimeout(onSilence, ms)
      const { done, value } = await reader.read().finally(() => clearTimeout(timer))
      if (done) return
      waiting.push(value)
      size += value.length
      onArrival()
      if (size > mostWaiting) await new Promise<void>((resolve) => (onRoom = resolve))
    }
  }
  async function takeAll(): Promise<void> {
    try {
      await take()
      end = 'well'
    } catch (error) {
      end = { error }
    }
    onArrival()
  }
  void takeAll()

  for (;;) {
    const next = waiting.shift()
    if (next) {
      size -= next.length
      if (size <= mostWaiting) onRoom()
      yield next
    } else if (end === null) await new Promise<void>((resolve) => (onArrival = resolve))
    else if (end === 'well') return
    else throw (end as { error: unknown }).error
  }
}
