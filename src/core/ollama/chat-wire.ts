import type { Message as WireMessage, Tool } from 'ollama'
import { z } from 'zod'
import type { ActionCall, ChatMessage, ChatPart, ChatRequest, OfferedAction } from './model-server.ts'

/** The body of a chat request. What the server would otherwise decide by itself is always said. */
export function toBody(request: ChatRequest): object {
  const { model, messages, numCtx, think, actions = [], format, numPredict, temperature, keepAlive } = request
  return {
    model,
    messages: messages.map(toWireMessage),
    stream: true,
    // Without it a history that is too long loses its beginning, and nobody hears of it.
    truncate: false,
    options: {
      num_ctx: numCtx,
      ...(numPredict !== undefined && { num_predict: numPredict }),
      ...(temperature !== undefined && { temperature }),
    },
    ...(think !== undefined && { think }),
    ...(actions.length > 0 && { tools: actions.map(toTool) }),
    ...(format !== undefined && { format }),
    // As a text Ollama takes no number without a unit.
    ...(keepAlive !== undefined && { keep_alive: /^-?\d+$/.test(keepAlive) ? Number(keepAlive) : keepAlive }),
  }
}

function toWireMessage(message: ChatMessage): WireMessage & { tool_call_id?: string } {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.content }
    case 'assistant': {
      const { content, thinking, calls = [] } = message
      return {
        role: 'assistant',
        content,
        ...(thinking !== undefined && { thinking }),
        ...(calls.length > 0 && { tool_calls: calls.map(toWireCall) }),
      }
    }
    case 'result': {
      const { content, action, callId } = message
      return {
        role: 'tool',
        content,
        tool_name: action,
        ...(callId !== undefined && { tool_call_id: callId }),
      }
    }
  }
}

/** The arguments go back as an object: as a string, which others use, they are refused. */
function toWireCall({ id, name, arguments: input }: ActionCall) {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
  const given = isObject ? (input as Record<string, unknown>) : {}
  return { ...(id !== undefined && { id }), function: { name, arguments: given } }
}

function toTool({ name, description, input }: OfferedAction): Tool {
  return {
    type: 'function',
    function: { name, description, parameters: input },
  }
}

const count = z.number().int().nonnegative().optional()
const nanoseconds = z.number().nonnegative().optional()

/** One object of the stream. Fields that a newer server adds are let through; wrong types are not. */
const chunkSchema = z.looseObject({
  message: z.looseObject({
    content: z.string().nullish(),
    thinking: z.string().nullish(),
    tool_calls: z
      .array(
        z.looseObject({
          id: z.string().optional(),
          function: z.looseObject({
            name: z.string().min(1),
            // Whatever a model made of it: whoever offered the action tells it what is wrong.
            arguments: z.unknown(),
          }),
        }),
      )
      .nullish(),
  }),
  done: z.boolean(),
  done_reason: z.string().nullish(),
  total_duration: nanoseconds,
  load_duration: nanoseconds,
  prompt_eval_count: count,
  eval_count: count,
})
type Chunk = z.infer<typeof chunkSchema>

const errorSchema = z.looseObject({ error: z.unknown() })

/** What one line of the stream is: an error, or a chunk. Throws a ZodError for anything else. */
export function parseLine(value: unknown): { readonly error: unknown } | { readonly chunk: Chunk } {
  const failure = errorSchema.safeParse(value)
  if (failure.success && failure.data.error !== undefined) return { error: failure.data.error }
  return { chunk: chunkSchema.parse(value) }
}

/** What a chunk says, in the order in which a model says it. The end comes apart. */
export function* partsOf({ message }: Chunk): Generator<ChatPart> {
  if (message.thinking) yield { type: 'thinking', text: message.thinking }
  if (message.content) yield { type: 'text', text: message.content }
  for (const {
    id,
    function: { name, arguments: input },
  } of message.tool_calls ?? []) {
    yield { type: 'call', call: { ...(id !== undefined && { id }), name, arguments: input ?? {} } }
  }
}

/** The last part. Ollama counts in nanoseconds. */
export function endOf(chunk: Chunk, firstTokenMs: number | null): ChatPart {
  const { done_reason: reason, total_duration: total, load_duration: load } = chunk
  return {
    type: 'end',
    reason: reason ?? '',
    usage: {
      ...(chunk.prompt_eval_count !== undefined && { promptTokens: chunk.prompt_eval_count }),
      ...(chunk.eval_count !== undefined && { answerTokens: chunk.eval_count }),
      ...(load !== undefined && { loadMs: load / 1e6 }),
      ...(firstTokenMs !== null && { firstTokenMs }),
      ...(total !== undefined && { totalMs: total / 1e6 }),
    },
  }
}
