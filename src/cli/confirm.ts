import { createInterface } from 'node:readline/promises'
import type { Session } from './session.ts'

/** Asks yes or no on stderr. Where nobody sits at both ends there is nobody to ask: the command was the answer. */
export async function confirm({ terminal, output, ending }: Session, question: string): Promise<boolean> {
  const { stdin, stderr } = terminal
  if (!stdin.isTTY || !output.notesToTerminal) return true
  const lines = createInterface({ input: stdin, output: stderr })
  lines.on('SIGINT', () => ending.interrupt())
  // Ctrl-D is no answer, and no answer is no.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    const asked = lines.question(`${question} [y/N] `, { signal: ending.signal }).catch((error: unknown) => {
      if (ending.signal.aborted) return ''
      throw error
    })
    return /^y(es)?$/i.test((await Promise.race([asked, closed])).trim())
  } finally {
    lines.close()
  }
}
