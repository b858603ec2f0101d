/** What may end a command before its time: Ctrl-C, a signal, a reader that has gone. */
export interface Ending {
  readonly signal: AbortSignal
  /** The exit code that goes with it, or null while nothing has ended the command. */
  code(): number | null
  /** The first one counts. */
  end(code: number): void
  /** Ctrl-C: whoever has taken it over is asked first; otherwise it ends the command. */
  interrupt(): void
  /** Takes Ctrl-C over: `handler` says whether it dealt with it. Returns what gives it back. */
  takeOver(handler: () => boolean): () => void
}

/** As shells report it: 128 and the number of the signal. */
export const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 } as const

export function createEnding(): Ending {
  const controller = new AbortController()
  let code: number | null = null
  let handler: () => boolean = () => false

  const end = (reason: number): void => {
    code ??= reason
    controller.abort()
  }
  return {
    signal: controller.signal,
    code: () => code,
    end,
    interrupt() {
      if (!handler()) end(exitCodes.SIGINT)
    },
    takeOver(taker) {
      handler = taker
      return () => {
        handler = () => false
      }
    },
  }
}
