import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { AskPerson } from './ask-person.ts'
import type { OutputStream, Terminal } from './terminal.ts'

/** Messages as a person types or pastes them, or as a file holds them: one a line. */
export interface Lines {
  /** The next message, or null when there are no more. Shows the prompt while it waits. */
  next(): Promise<string | null>
  /**
   * What is typed in answer to a question; what was typed before it is a message, and no answer. Null when there is
   * nobody to ask, when they leave, or when the signal aborts.
   */
  ask: AskPerson | null
  /** Rubs the prompt out, so that something can be said, and shows it again. */
  interrupt(say: () => void): void
  close(): void
}

export interface LineOptions {
  readonly prompt: string
  /** Newest first. */
  readonly history: readonly string[]
  readonly onHistory: (history: readonly string[]) => void
  /** Ctrl-C: a key here, not a signal. `empty` when nothing is typed. What is typed stays when this says so. */
  readonly onInterrupt: (typed: { readonly empty: boolean }) => 'keep' | 'drop'
}

const bracketedPaste = { on: '\u001B[?2004h', off: '\u001B[?2004l' }
const rubOut = '\r\u001B[J'

/** From a terminal: editing, history, and pasted lines as one message. Keys typed while no prompt shows are kept. */
export function readTerminal({ stdin, stderr }: Terminal, options: LineOptions): Lines {
  const { prompt, history, onHistory, onInterrupt } = options
  const screen = mutable(stderr)
  const queue = createQueue()
  let pasting = false
  let closed = false
  let begun: string[] = []

  const lines = createInterface({
    input: stdin,
    output: screen.stream,
    terminal: true,
    prompt,
    history: [...history],
    historySize: 500,
    removeHistoryDuplicates: true,
  })
  const watchPaste = (_text: unknown, key: { name?: string }): void => {
    if (key.name === 'paste-start') pasting = true
    if (key.name === 'paste-end') pasting = false
  }
  stdin.on('keypress', watchPaste)
  lines.on('history', (changed: string[]) => onHistory(changed))
  lines.on('line', (line) => {
    begun.push(line)
    if (pasting) return
    queue.add(begun.join('\n'))
    begun = []
  })
  lines.on('close', queue.end)
  lines.on('SIGINT', () => {
    const empty = lines.line === '' && begun.length === 0
    if (onInterrupt({ empty }) === 'keep' || closed) return
    begun = []
    // What was typed is given up: to the end of the line, then all before it.
    lines.write(null, { ctrl: true, name: 'e' })
    lines.write(null, { ctrl: true, name: 'u' })
  })
  stderr.write(bracketedPaste.on)

  async function ask(question: string, signal: AbortSignal): Promise<string | null> {
    if (queue.ended() || signal.aborted) return null
    const earlier = queue.setAside()
    screen.show(true)
    lines.setPrompt(question)
    lines.prompt(true)
    try {
      return await queue.take(signal)
    } finally {
      if (signal.aborted || queue.ended()) stderr.write('\n')
      screen.show(false)
      lines.setPrompt(prompt)
      queue.putBack(earlier)
    }
  }

  return {
    ask,
    async next() {
      if (queue.waiting() || queue.ended()) return queue.take()
      screen.show(true)
      lines.prompt(true)
      const message = await queue.take()
      // The shell's prompt wants a line of its own.
      if (message === null) stderr.write('\n')
      screen.show(false)
      return message
    },
    interrupt(say) {
      if (!screen.shown() || queue.ended()) return say()
      stderr.write(rubOut)
      say()
      lines.prompt(true)
    },
    close() {
      if (closed) return
      closed = true
      stderr.write(bracketedPaste.off)
      lines.close()
      stdin.off('keypress', watchPaste)
      screen.close()
    },
  }
}

/** From a file or a pipe: one message a line. */
export function readPipe({ stdin }: Terminal): Lines {
  const queue = createQueue()
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', queue.add)
  lines.on('close', queue.end)
  return {
    next: () => queue.take(),
    ask: null,
    interrupt: (say) => say(),
    close() {
      lines.close()
      stdin.destroy()
    },
  }
}

interface Queue {
  readonly add: (message: string) => void
  readonly end: () => void
  readonly waiting: () => boolean
  readonly ended: () => boolean
  /** Null at the end, or when the signal aborts. */
  readonly take: (signal?: AbortSignal) => Promise<string | null>
  /** All that waits; it waits no more. */
  readonly setAside: () => readonly string[]
  /** Before all that has come since. */
  readonly putBack: (messages: readonly string[]) => void
}

function createQueue(): Queue {
  const messages: string[] = []
  let over = false
  let waiter: ((message: string | null) => void) | null = null
  const answer = (message: string | null): boolean => {
    const waiting = waiter
    waiter = null
    waiting?.(message)
    return waiting !== null
  }
  return {
    add(message) {
      if (!answer(message)) messages.push(message)
    },
    end() {
      over = true
      answer(null)
    },
    waiting: () => messages.length > 0,
    ended: () => over,
    take(signal) {
      const next = messages.shift()
      if (next !== undefined || over || signal?.aborted) return Promise.resolve(next ?? null)
      const { promise, resolve } = Promise.withResolvers<string | null>()
      const leave = (): void => void answer(null)
      signal?.addEventListener('abort', leave, { once: true })
      waiter = (message) => {
        // Later it would answer whoever waits then.
        signal?.removeEventListener('abort', leave)
        resolve(message)
      }
      return promise
    },
    setAside: () => messages.splice(0),
    putBack: (earlier) => void messages.unshift(...earlier),
  }
}

/** A screen that readline believes it always writes to. */
function mutable(target: OutputStream) {
  let on = false
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (on) target.write(chunk)
      done()
    },
  })
  // Readline wraps long lines by the width of what it writes to.
  Object.defineProperty(stream, 'columns', { get: () => target.columns })
  const resize = (): void => void stream.emit('resize')
  target.on('resize', resize)
  return {
    stream,
    shown: () => on,
    show(shown: boolean) {
      on = shown
    },
    close: () => void target.off('resize', resize),
  }
}
