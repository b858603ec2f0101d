import { AppError, type AppErrorCode } from '../../shared/errors.ts'

/** What an error is about: names that belong into its sentence. */
export interface ErrorContext {
  readonly address: string
  readonly model?: string | undefined
}

/** The person stopped, or whoever asked no longer wants it. */
export function cancelled(cause?: unknown): AppError {
  return new AppError('cancelled', 'Stopped.', { cause })
}

/** A refusal with a status: what came instead of an answer. `body` is the text of the response. */
export function refusalError(status: number, body: string, context: ErrorContext): AppError {
  const said = readErrorText(body)
  const cause = new Error(`HTTP ${status}: ${body.slice(0, 2_000)}`)
  if (said === null) return new AppError(...withoutWords(status, context), { cause })
  return new AppError(...classify(said, status, context), { cause })
}

/** An error in the middle of a stream, under status 200. `value` is what stood under `error`. */
export function streamError(value: unknown, context: ErrorContext): AppError {
  const raw = JSON.stringify(value)
  const cause = new Error(`In the stream: ${raw.slice(0, 2_000)}`)
  return new AppError(...classify(errorText(value) ?? raw, 200, context), { cause })
}

/** The sentence in an error's body, or null when it has none. */
function readErrorText(body: string): string | null {
  try {
    return errorText(JSON.parse(body))
  } catch {
    // Not JSON: not from Ollama's own code.
    return null
  }
}

/** What an error says, or null when it has no words. JSON inside a string is unwrapped. */
export function errorText(value: unknown, depth = 0): string | null {
  if (depth > 5) return null
  if (typeof value === 'string') {
    const inner = value.trimStart().startsWith('{') ? readErrorText(value) : null
    return inner ?? value
  }
  if (typeof value !== 'object' || value === null) return null
  const { error, message } = value as { error?: unknown; message?: unknown }
  return errorText(error ?? message, depth + 1)
}

type Sentence = readonly [code: AppErrorCode, message: string]
type Rule = readonly [pattern: RegExp, sentence: (found: RegExpExecArray, context: Named) => Sentence]
/** A context whose model can be named in a sentence. */
interface Named extends ErrorContext {
  readonly the: string
}

/** Tried in this order. The patterns are what Ollama 0.32 says. */
const rules: readonly Rule[] = [
  [
    /^model ['"]?(.+?)['"]? not found/,
    ([, name = ''], { model = name }) => [
      'model_missing',
      `The model “${model}” is not installed. Choose another one, or install it with: ollama pull ${model}`,
    ],
  ],
  [
    /does not support thinking/,
    (_, { the }) => [
      'model_unsuitable',
      `${the} cannot think before it answers. Switch thinking off, or choose another model.`,
    ],
  ],
  [
    /does not support tools/,
    (_, { the }) => ['model_unsuitable', `${the} cannot carry out actions. Choose one that supports tools.`],
  ],
  [
    /does not support (chat|generate|completion)/,
    (_, { the }) => [
      'model_unsuitable',
      `${the} cannot hold a conversation: it was made for something else. Choose another model.`,
    ],
  ],
  [
    /does not support embeddings/,
    (_, { the }) => ['model_unsuitable', `${the} cannot tell what texts mean. Choose an embedding model.`],
  ],
  [
    /does not support multimodal|Multimodal data provided|does not support (images?|vision)/i,
    (_, { the }) => [
      'model_unsuitable',
      `${the} cannot look at pictures. Send text alone, or choose a model with vision.`,
    ],
  ],
  [
    /request \((\d+) tokens\) exceeds the available context size \((\d+) tokens\)/,
    ([, asked, fits]) => [
      'context_exceeded',
      `This is too long for the model: ${asked} tokens, and its context window holds ${fits}. Shorten the message, or begin a new conversation.`,
    ],
  ],
  [
    /exceed.*context (length|size|window)|(prompt|input).*(longer than|exceeds).*context/i,
    () => [
      'context_exceeded',
      'This is too long for the model’s context window. Shorten the message, or begin a new conversation.',
    ],
  ],
  [
    /requires more (?:system|GPU|video)? ?memory(?: \(([^)]+)\) than is available \(([^)]+)\))?/i,
    ([, needed, free], { the }) => [
      'model_out_of_memory',
      `${the} does not fit into memory${needed && free ? `: it needs ${needed}, and ${free} are free` : ''}. Close other programs, or choose a smaller model.`,
    ],
  ],
  [
    /out of memory|cudaMalloc failed|unable to allocate|insufficient memory|failed to allocate/i,
    (_, { the }) => [
      'model_out_of_memory',
      `${the} ran out of memory. Close other programs, or choose a smaller model.`,
    ],
  ],
  [
    /server busy|maximum pending requests/,
    () => ['ollama_busy', 'Ollama has too much to do at the moment. Wait a little and ask again.'],
  ],
  [
    /error was encountered while running the model|runner (?:process )?(?:has )?(?:terminated|crashed)|llama runner/i,
    ({ input }, { the }) => [
      'ollama_failed',
      `${the} stopped unexpectedly while it was working (${short(input)}). Ask again; if it happens again, restart Ollama or choose another model.`,
    ],
  ],
  [
    /cloud is disabled/,
    (_, { the }) => [
      'model_unsuitable',
      `${the} runs on somebody else’s computer, and Ollama’s cloud is switched off. Choose a model that runs here.`,
    ],
  ],
  [
    /unauthorized|sign ?in/i,
    (_, { the }) => [
      'ollama_refused',
      `Ollama wants somebody to sign in for this. ${the} may run on somebody else’s computer: choose one that runs here.`,
    ],
  ],
]

function classify(said: string, status: number, context: ErrorContext): Sentence {
  const the = context.model === undefined ? 'The model' : `The model “${context.model}”`
  for (const [pattern, sentence] of rules) {
    const found = pattern.exec(said)
    if (found) return sentence(found, { ...context, the })
  }
  if (status === 429 || status === 503)
    return [
      'ollama_busy',
      `Ollama has too much to do at the moment (${short(said)}). Wait a little and ask again.`,
    ]
  // Some mistakes in a request are reported as the server's own.
  const ours = /^option ".*" must be of type|^invalid format/.test(said)
  if (ours || (status >= 400 && status < 500))
    return ['ollama_refused', `Ollama refused the request: ${short(said)}.`]
  return [
    'ollama_failed',
    `Ollama could not answer: ${short(said)}. Ask again; if it happens again, restart Ollama.`,
  ]
}

/** Plain text, HTML or nothing: a proxy, another program, or a wrong path. */
function withoutWords(status: number, { address }: ErrorContext): Sentence {
  if (status === 403)
    return [
      'ollama_refused',
      `Ollama at ${address} does not accept requests from this program (403). Its OLLAMA_HOST and OLLAMA_ORIGINS say whom it serves.`,
    ]
  if (status === 401 || status === 407)
    return [
      'ollama_refused',
      `What answers at ${address} wants a password (${status}). Hearth has none to give: check OLLAMA_HOST.`,
    ]
  if (status === 429 || status === 503)
    return ['ollama_busy', 'Ollama has too much to do at the moment. Wait a little and ask again.']
  if (status >= 500)
    return [
      'ollama_failed',
      `Ollama at ${address} could not answer (${status}). Ask again; if it happens again, restart Ollama.`,
    ]
  return notOllama(address, `it says ${status}`)
}

/** Something answers, but not as Ollama does. */
export function notOllama(address: string, why: string): Sentence {
  return [
    'ollama_protocol',
    `What answers at ${address} is not Ollama (${why}). Check OLLAMA_HOST, and that no other program uses this port.`,
  ]
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim().replace(/[.!]$/, '')
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
