import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { bodyOf } from './body.ts'
import type { Connection } from './connection.ts'
import { cancelled } from './errors.ts'
import type { PullStep } from './model-server.ts'
import { readJsonLines } from './ndjson.ts'
import { pullError } from './pull-errors.ts'
import { readAhead } from './read-ahead.ts'

const bytes = z.number().nonnegative()

/** One line. Fields that a newer server adds are let through; wrong types are not. */
const lineSchema = z.looseObject({
  error: z.unknown().optional(),
  status: z.string().optional(),
  digest: z.string().optional(),
  total: bytes.optional(),
  completed: bytes.optional(),
})

export interface PullOptions {
  /** Longest silence in milliseconds: a part is checked in silence, and large ones take minutes. */
  readonly silenceMs: number
}

/**
 * Gets a model, line by line. Leaving the loop closes the connection: Ollama then stops, and keeps what came. Throws an
 * AppError: `cancelled` as soon as the signal fires, `ollama_failed` for a stream that merely stops.
 */
export async function* pull(
  connection: Connection,
  model: string,
  signal: AbortSignal,
  { silenceMs }: PullOptions,
): AsyncGenerator<PullStep> {
  if (signal.aborted) throw cancelled(signal.reason)
  const context = { address: connection.address, model }
  const leaving = new AbortController()
  let begun = false
  try {
    const both = AbortSignal.any([signal, leaving.signal])
    const response = await connection.post('/api/pull', { model, stream: true }, { signal: both, model })
    begun = true
    const onSilence = (): void => leaving.abort(brokenOff(model))
    for await (const value of readJsonLines(readAhead(bodyOf(response), { ms: silenceMs, onSilence }))) {
      const line = lineSchema.parse(value)
      if (line.error !== undefined) throw pullError(line.error, context)
      yield stepOf(line)
      if (signal.aborted) throw cancelled(signal.reason)
      if (line.status === 'success') return
    }
    throw brokenOff(model)
  } catch (error) {
    if (signal.aborted) throw cancelled(error)
    if (leaving.signal.aborted) throw leaving.signal.reason
    throw begun ? explained(error, model) : error
  } finally {
    leaving.abort()
  }
}

function stepOf({ status = '', digest, total, completed = 0 }: z.infer<typeof lineSchema>): PullStep {
  // A part whose size is not known yet says nothing of itself.
  return digest === undefined || total === undefined
    ? { status }
    : { status, part: { digest, total, completed } }
}

function explained(error: unknown, model: string): AppError {
  if (error instanceof AppError) return error
  if (!(error instanceof z.ZodError)) return brokenOff(model, error)
  const message =
    'Ollama tells of the download in a form that Hearth does not know. Update Hearth and Ollama, then go on.'
  return new AppError('ollama_protocol', message, { cause: error })
}

function brokenOff(model: string, cause?: unknown): AppError {
  const message = `Ollama broke off in the middle of ${model}. What came is kept, and the download goes on from there.`
  return new AppError('ollama_failed', message, { cause })
}
