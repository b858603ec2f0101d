import { countTokens, isTitleRequest, numCtxOf, parseChatBody, Refusal, type ChatBody } from './chat-body.ts'
import { playReply } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { expiry, findModel, type LoadedModel, type ScriptedOllamaModel } from './models.ts'
import type { Reply } from './reply.ts'
import { sendJson, sendRunnerError, timestamp } from './wire.ts'

/** What a chat needs of the server. */
export interface ChatRoom {
  readonly models: readonly ScriptedOllamaModel[]
  readonly loaded: Map<string, LoadedModel>
  /** The reply that the test, or the default, has for an answer or a title. */
  replyTo(body: ChatBody, isTitle: boolean): Reply
}

/** Answers `POST /api/chat`. Throws a Refusal. */
export async function chat(exchange: Exchange, { models, loaded, replyTo }: ChatRoom): Promise<void> {
  const body = parseChatBody(exchange.record.text)
  const model = findModel(models, body.model)
  if (!model) throw new Refusal(404, `model '${body.model}' not found`)
  const expiresAt = leavingAt(body)
  if (body.messages.length === 0) {
    if (expiresAt === null) loaded.delete(model.name)
    else loaded.set(model.name, { model, numCtx: numCtxOf(body), expiresAt })
    return sendJson(exchange.response, 200, {
      model: body.model,
      created_at: timestamp(),
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: expiresAt === null ? 'unload' : 'load',
    })
  }
  checkCapabilities(body, model)
  checkOptions(body)
  if (refusedByRunner(exchange, body, model)) return
  if (expiresAt === null) loaded.delete(model.name)
  else loaded.set(model.name, { model, numCtx: numCtxOf(body), expiresAt })
  await playReply(exchange, body, model, replyTo(body, isTitleRequest(body)))
}

function leavingAt(body: ChatBody): string | null {
  try {
    return expiry(body.keep_alive)
  } catch (error) {
    throw new Refusal(400, (error as Error).message)
  }
}

function checkCapabilities(body: ChatBody, { capabilities, name, remoteHost }: ScriptedOllamaModel): void {
  if (remoteHost !== undefined) {
    throw new Refusal(403, 'ollama cloud is disabled: remote inference is unavailable')
  }
  if (!capabilities.includes('completion')) throw new Refusal(400, `"${body.model}" does not support chat`)
  const thinks = body.think !== undefined && body.think !== false
  if (thinks && !capabilities.includes('thinking')) {
    throw new Refusal(400, `"${body.model}" does not support thinking`)
  }
  if ((body.tools?.length ?? 0) > 0 && !capabilities.includes('tools')) {
    throw new Refusal(400, `registry.ollama.ai/library/${name} does not support tools`)
  }
}

const numbers: Readonly<Record<string, string>> = {
  num_ctx: 'integer',
  num_predict: 'integer',
  seed: 'integer',
  temperature: 'float32',
  top_p: 'float32',
}

function checkOptions({ options = {}, format }: ChatBody): void {
  for (const [name, type] of Object.entries(numbers)) {
    if (options[name] === undefined || typeof options[name] === 'number') continue
    throw new Refusal(500, `option "${name}" must be of type ${type}`)
  }
  if (typeof format === 'string' && format !== '' && format !== 'json') {
    const quoted = JSON.stringify(JSON.stringify(format))
    throw new Refusal(500, `invalid format: ${quoted}; expected "json" or a valid JSON Schema object`)
  }
}

/** What only the model's own process finds out. True when it refused. */
function refusedByRunner(
  { response }: Exchange,
  body: ChatBody,
  { capabilities }: ScriptedOllamaModel,
): boolean {
  if (body.messages.some(({ images = [] }) => images.length > 0) && !capabilities.includes('vision')) {
    sendRunnerError(response, {
      code: 400,
      message: 'Multimodal data provided, but model does not support multimodal requests.',
      type: 'invalid_request_error',
    })
    return true
  }
  const count = countTokens(body.messages)
  const window = numCtxOf(body)
  if (body.truncate === false && count >= window) {
    sendRunnerError(response, {
      code: 400,
      message: `request (${count} tokens) exceeds the available context size (${window} tokens), try increasing it`,
      type: 'exceed_context_size_error',
      n_prompt_tokens: count,
      n_ctx: window,
    })
    return true
  }
  return false
}
