import { createInterface } from 'node:readline'
import { z } from 'zod'
import { classifyIntent } from '../core/intent.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

export interface IntentOptions {
  /** Read JSON lines from standard input instead of a text from the arguments. */
  readonly stdin?: boolean
}

/** Tells whether a message asks to talk or to do something; opens no database. Exit code 1 when a line was bad. */
export async function tellIntent(
  session: Session,
  words: readonly string[],
  options: IntentOptions,
): Promise<number> {
  const text = words.join(' ')
  if (options.stdin === true) {
    if (words.length > 0) throw new UsageError('Give a text or --stdin, not both.')
    return tellLines(session)
  }
  if (text.trim() === '') throw new UsageError('There is no text: give one, or --stdin.')
  const { output } = session
  output.result(asLine(text))
  if (output.notesToTerminal) output.quiet(`${classifyIntent(text, []).reasons.join('; ')}.`)
  return 0
}

const lineSchema = z.object({ text: z.string() })

/** One `{"text"}` a line in, one result a line out, in order and as they come. */
async function tellLines({ terminal, output, ending }: Session): Promise<number> {
  const { stdin } = terminal
  if (stdin.isTTY) output.quiet('Type one {"text": "…"} a line, then press Ctrl-D.')
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })
  const stop = (): void => {
    lines.close()
    stdin.destroy()
  }
  ending.signal.addEventListener('abort', stop)
  let number = 0
  let bad = false
  try {
    for await (const line of lines) {
      number += 1
      const text = readLine(line)
      if (text === null) {
        bad = true
        output.note(`Line ${number} is not a JSON object with a text: ${line.slice(0, 80)}`)
      } else output.result(asLine(text))
      await output.taken()
      if (ending.signal.aborted) break
    }
  } finally {
    ending.signal.removeEventListener('abort', stop)
    stop()
  }
  return bad ? 1 : 0
}

function asLine(text: string): string {
  const { intent, destructive, confidence } = classifyIntent(text, [])
  return `${JSON.stringify({ intent, destructive, confidence })}\n`
}

/** The text of a line, or null when it holds none. */
function readLine(line: string): string | null {
  try {
    return lineSchema.parse(JSON.parse(line)).text
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}
