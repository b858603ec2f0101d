import { AppError, findAppError } from '../../shared/errors.ts'
import { notOllama, type ErrorContext } from './errors.ts'

/** The code that Node or undici gave to what went wrong, or to what lies beneath it; `` when there is none. */
function codeOf(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown }
    if (typeof code === 'string' && code !== '') return code
    // Both addresses of `localhost` failed, each for a reason of its own.
    if (current instanceof AggregateError && current.errors.length > 0) return codeOf(current.errors[0])
  }
  return ''
}

function textOf(error: unknown): string {
  let text = ''
  for (let current = error; current instanceof Error; current = current.cause) text = current.message || text
  return text
}

function isParserError(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.name === 'HTTPParserError') return true
  }
  return false
}

/** Why there was no answer at all: what `fetch` threw before the headers. */
export function connectionError(error: unknown, { address }: ErrorContext): AppError {
  const known = findAppError(error)
  if (known) return known
  const code = codeOf(error)
  const options = { cause: error }
  const start = 'Open the Ollama app, or run: ollama serve'
  if (error instanceof Error && error.name === 'TimeoutError') {
    const message = `Ollama at ${address} does not answer. It may be starting or very busy: wait a little, or restart it.`
    return new AppError('ollama_not_running', message, options)
  }
  if (error instanceof SyntaxError)
    return new AppError(...notOllama(address, 'it does not speak JSON'), options)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const message = `There is no computer to be found at ${address}. Check OLLAMA_HOST and the network.`
    return new AppError('ollama_bad_address', message, options)
  }
  if (
    [
      'ECONNREFUSED',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'EHOSTDOWN',
      'ETIMEDOUT',
      'EADDRNOTAVAIL',
      'UND_ERR_CONNECT_TIMEOUT',
    ].includes(code)
  ) {
    return new AppError('ollama_not_running', `Ollama is not running at ${address}. ${start}`, options)
  }
  if (/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO)/.test(code)) {
    const message = `There is no secure connection to ${address} (${code}). Check its certificate, or write http:// in OLLAMA_HOST.`
    return new AppError('ollama_bad_address', message, options)
  }
  if (isParserError(error)) return new AppError(...notOllama(address, 'it does not speak HTTP'), options)
  if (textOf(error) === 'bad port') {
    const message = `The port of ${address} belongs to another kind of service and is never called. Check OLLAMA_HOST.`
    return new AppError('ollama_bad_address', message, options)
  }
  if (['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code)) {
    const message = `Ollama at ${address} closed the connection without an answer. It may have crashed. ${start}`
    return new AppError('ollama_failed', message, options)
  }
  return new AppError(
    'ollama_failed',
    `There was no answer from Ollama at ${address} (${code || textOf(error)}). Ask again.`,
    options,
  )
}
