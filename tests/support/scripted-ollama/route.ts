import { chat, type ChatRoom } from './chat.ts'
import { parseBody, Refusal } from './chat-body.ts'
import { embed, type EmbedRoom } from './embed.ts'
import type { Exchange } from './exchange.ts'
import { findModel, psEntry, showEntry, tagsEntry, withTag } from './models.ts'
import { findRecording, playRecording, type Recording } from './recording.ts'
import { pull, remove, type PullRoom } from './pull.ts'
import { sendBody, sendError, sendJson, sendPlain } from './wire.ts'

export interface Room extends Omit<ChatRoom, 'models'>, PullRoom, EmbedRoom {
  readonly recordings: readonly Recording[]
}

const version = '0.32.15'

type Handler = (exchange: Exchange, room: Room) => void | Promise<void>

const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/': {
    GET: ({ response }) =>
      sendBody(response, 200, 'Ollama is running', { type: 'text/plain; charset=utf-8' }),
  },
  '/api/version': { GET: ({ response }) => sendJson(response, 200, { version }) },
  '/api/status': {
    GET: ({ response }) => sendJson(response, 200, { cloud: { disabled: true, source: 'env' } }),
  },
  '/api/tags': {
    GET: ({ response }, { models }) => sendJson(response, 200, { models: models.map(tagsEntry) }),
  },
  '/api/ps': {
    GET: ({ response }, { loaded }) =>
      sendJson(response, 200, { models: [...loaded.values()].reverse().map(psEntry) }),
  },
  '/api/show': { POST: show },
  '/api/chat': { POST: chat },
  '/api/embed': { POST: embed },
  '/api/pull': { POST: pull },
  '/api/delete': { DELETE: remove },
}

/** Answers one request as Ollama does, wrong addresses and all. */
export async function route(exchange: Exchange, room: Room): Promise<void> {
  const { response, record } = exchange
  const recording = findRecording(room.recordings, record.method, record.path, record.body)
  if (recording) return playRecording(exchange, recording)
  const { host = '', origin } = record.headers
  // Names that lead here from elsewhere, and pages that are not the person's own.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return sendBody(response, 403, '', {})
  const welcome =
    /^(https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?|(app|file|tauri|vscode-file):\/\/.*)$/
  if (typeof origin === 'string' && !welcome.test(origin)) return sendBody(response, 403, '', {})

  const path = record.path.replace(/\?.*$/, '')
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined
  if (!methods) return sendPlain(response, 404, '404 page not found')
  const handler = methods[record.method.replace('HEAD', 'GET')]
  if (!handler) return sendPlain(response, 405, '405 method not allowed', Object.keys(methods).join(', '))
  try {
    await handler(exchange, room)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    sendError(response, error.status, error.message)
  }
}

function show({ response, record }: Exchange, { models }: Room): void {
  const body = parseBody(record.text)
  const asked = body['model'] ?? body['name']
  if (typeof asked !== 'string' || asked === '') throw new Refusal(400, 'model is required')
  if (/\s|:.*:/.test(asked)) throw new Refusal(400, 'invalid model name')
  const model = findModel(models, asked)
  if (!model) throw new Refusal(404, `model '${withTag(asked)}' not found`)
  sendJson(response, 200, showEntry(model))
}
