import { createInterface } from 'node:readline/promises'
import type { Session } from './session.ts'

/** Asks somebody at the keyboard. Resolves with what they typed, or null when they went away or the signal aborted. */
export type AskPerson = (question: string, signal: AbortSignal) => Promise<string | null>

/** Milliseconds in which a terminal hands over what was typed before. */
const settling = 50

/** Somebody at both ends of the terminal, or null where nobody could answer. */
export function findPerson({ terminal, output, ending }: Session): AskPerson | null {
  const { stdin, stderr } = terminal
  if (!stdin.isTTY || !output.notesToTerminal) return null
  return async (question, signal) => {
    await dropTyped()
    if (signal.aborted) return null
    const lines = createInterface({ input: stdin, output: stderr })
    lines.on('SIGINT', () => ending.interrupt())
    // Ctrl-D is no answer.
    const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)))
    try {
      const asked = lines.question(question, { signal }).catch((error: unknown) => {
        if (signal.aborted) return null
        throw error
      })
      return await Promise.race([asked, closed])
    } finally {
      lines.close()
    }
  }

  /** What was typed before the question was seen is no answer to it. */
  async function dropTyped(): Promise<void> {
    const drop = (): void => {}
    stdin.on('data', drop)
    await new Promise((resolve) => setTimeout(resolve, settling))
    stdin.off('data', drop)
    stdin.pause()
  }
}
