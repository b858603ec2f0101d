/** The body of a chat request, as far as the scripted server looks at it. */
export interface ChatBody {
  readonly model: string
  readonly messages: readonly ChatBodyMessage[]
  readonly stream?: boolean
  readonly think?: unknown
  readonly format?: unknown
  readonly tools?: readonly ChatBodyTool[]
  readonly truncate?: boolean
  readonly keep_alive?: unknown
  readonly options?: Readonly<Record<string, unknown>>
}

export interface ChatBodyMessage {
  readonly role: string
  readonly content: string
  readonly thinking?: string
  readonly images?: readonly string[]
  readonly tool_name?: string
  readonly tool_calls?: readonly {
    readonly function: { readonly name: string; readonly arguments: unknown }
  }[]
}

interface ChatBodyTool {
  readonly type: string
  readonly function: {
    readonly name: string
    readonly description?: string
    readonly parameters?: Readonly<Record<string, unknown>>
  }
}

/** A failure that the server reports before its answer begins. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Reads a body as Go does, or throws the Refusal that Ollama would send. */
export function parseBody(text: string): Readonly<Record<string, unknown>> {
  if (text === '') throw new Refusal(400, 'missing request body')
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    const first = text.trimStart()[0] ?? ''
    throw new Refusal(
      400,
      '{['.includes(first) ? 'unexpected EOF' : `invalid character '${first}' looking for beginning of value`,
    )
  }
}

/** Checks the types of what was sent. Throws a Refusal. */
export function parseChatBody(text: string): ChatBody {
  const body = parseBody(text)
  const { messages = [], tools = [], think } = body
  if (!Array.isArray(messages)) throw wrongType(messages, 'messages of type []api.Message')
  if (!Array.isArray(tools)) throw wrongType(tools, 'tools of type api.Tools')
  if (typeof think === 'string' && !['high', 'medium', 'low', 'max'].includes(think)) {
    throw new Refusal(
      400,
      `invalid think value: "${think}" (must be "high", "medium", "low", "max", true, or false)`,
    )
  }
  for (const message of messages as ChatBodyMessage[]) checkMessage(message)
  if (typeof body['model'] !== 'string' || body['model'] === '') throw new Refusal(400, 'model is required')
  return { ...body, messages, tools } as unknown as ChatBody
}

function wrongType(value: unknown, field: string): Refusal {
  const kind = typeof value === 'object' ? 'object' : typeof value
  return new Refusal(400, `json: cannot unmarshal ${kind} into Go struct field ChatRequest.${field}`)
}

function checkMessage({ images = [], tool_calls = [] }: ChatBodyMessage): void {
  for (const image of images) {
    const at = image.search(/[^A-Za-z0-9+/=]/)
    if (at >= 0) throw new Refusal(400, `illegal base64 data at input byte ${at}`)
  }
  if (tool_calls.some((call) => typeof call.function.arguments === 'string')) {
    throw new Refusal(400, "Value looks like object, but can't find closing '}' symbol")
  }
}

/** Roughly how many tokens a history takes: never more than a careful client counts. */
export function countTokens(messages: readonly ChatBodyMessage[]): number {
  return messages.reduce((sum, { content }) => sum + Math.ceil(Buffer.byteLength(content) / 4) + 4, 3)
}

/** The context window that a request asks for, in tokens. */
export function numCtxOf({ options }: ChatBody): number {
  return typeof options?.['num_ctx'] === 'number' ? options['num_ctx'] : 4_096
}

/** Whether somebody asks for a title of a conversation, and not for an answer. */
export function isTitleRequest({ messages, options }: ChatBody): boolean {
  return (
    options?.['num_predict'] !== undefined &&
    messages.some(({ role, content }) => role === 'system' && /\btitle\b/i.test(content))
  )
}

/** Whether somebody asks what there is to learn of a message: facts, in JSON, and kept short. */
export function isLearnRequest({ format, options }: ChatBody): boolean {
  return options?.['num_predict'] !== undefined && JSON.stringify(format ?? '').includes('"facts"')
}
