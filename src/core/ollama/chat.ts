import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import { bodyOf } from './body.ts'
import type { Connection } from './connection.ts'
import { endOf, parseLine, partsOf, toBody } from './chat-wire.ts'
import { cancelled, streamError } from './errors.ts'
import type { ChatPart, ChatRequest } from './model-server.ts'
import { readJsonLines } from './ndjson.ts'
import { readAhead } from './read-ahead.ts'

export interface ChatOptions {
  readonly clock: Clock
  /** Longest silence in milliseconds once an answer has begun. Before that there is no limit: a model may be loading. */
  readonly silenceMs: number
}

/**
 * Asks once and gives out the answer as it comes, ending with one `end` part. Throws an AppError: `cancelled` as soon as
 * the signal fires, `answer_incomplete` when the answer merely stops. Leaving the loop closes the connection, which
 * stops the model.
 */
export async function* chat(
  connection: Connection,
  request: ChatRequest,
  signal: AbortSignal,
  { clock, silenceMs }: ChatOptions,
): AsyncGenerator<ChatPart> {
  if (signal.aborted) throw cancelled(signal.reason)
  const { address } = connection
  const { model } = request
  const leaving = new AbortController()
  const started = clock.monotonic()
  let firstTokenMs: number | null = null
  let begun = false
  let whole = false
  try {
    const both = AbortSignal.any([signal, leaving.signal])
    const response = await connection.post('/api/chat', toBody(request), { signal: both, model })
    begun = true
    const onSilence = () => leaving.abort(silent(model, silenceMs))
    const bytes = readAhead(bodyOf(response), { ms: silenceMs, onSilence })
    for await (const value of readJsonLines(bytes)) {
      const line = parseLine(value)
      if ('error' in line) throw streamError(line.error, { address, model })
      for (const part of partsOf(line.chunk)) {
        firstTokenMs ??= clock.monotonic() - started
        yield part
        if (signal.aborted) throw cancelled(signal.reason)
      }
      if (!line.chunk.done) continue
      whole = true
      yield endOf(line.chunk, firstTokenMs)
      return
    }
    throw incomplete()
  } catch (error) {
    if (signal.aborted) throw cancelled(error)
    if (leaving.signal.aborted) throw leaving.signal.reason
    throw begun ? brokenOff(error) : error
  } finally {
    // After the last object only the end of the body is due: with it the connection stays good for the next question.
    if (whole) setTimeout(() => leaving.abort(), 1_000).unref()
    else leaving.abort()
  }
}

function incomplete(cause?: unknown): AppError {
  const message =
    'Ollama broke off before the answer was complete. What came is kept; ask again for the whole.'
  return new AppError('answer_incomplete', message, { cause })
}

function silent(model: string, silenceMs: number): AppError {
  const minutes = Math.max(1, Math.round(silenceMs / 60_000))
  const message = `The model “${model}” has said nothing for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} in the middle of its answer. Ask again; if it happens again, restart Ollama.`
  return new AppError('ollama_failed', message)
}

/** What went wrong after the answer had begun. */
function brokenOff(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof z.ZodError) {
    const message =
      'Ollama sent an answer in a form that Hearth does not know. Ask again; if it happens again, update Hearth and Ollama.'
    return new AppError('ollama_protocol', message, { cause: error })
  }
  return incomplete(error)
}
