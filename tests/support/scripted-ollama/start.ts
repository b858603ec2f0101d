import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHand, type HandAnswer } from './by-hand.ts'
import { isLearnRequest, isTitleRequest, type ChatBody } from './chat-body.ts'
import { openExchange, type RecordedRequest } from './exchange.ts'
import { defaultModels, type LoadedModel, type ScriptedOllamaModel } from './models.ts'
import { usualPulling, type Pulling } from './pull.ts'
import { readRecording, type Recording } from './recording.ts'
import { defaultReply, defaultTitle, nothingLearned, type Answerer, type Reply } from './reply.ts'
import { route } from './route.ts'

export interface ScriptedOllama extends AsyncDisposable {
  readonly port: number
  /** `127.0.0.1:PORT`, for OLLAMA_HOST. */
  readonly host: string
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[]
  /** The chat requests that asked for an answer: no titles, no loading. */
  readonly questions: readonly RecordedRequest[]
  /** What is installed; may be changed at any time. */
  models: ScriptedOllamaModel[]
  /** What can be pulled, and how that goes; may be changed at any time. */
  readonly pulling: Pulling
  /** Bytes on the disk of models whose pull was not finished. */
  readonly parts: ReadonlyMap<string, number>
  /** Words that mean the same to embedding models, each with the one that stands for all of them. */
  readonly meanings: Map<string, string>
  /** How every answer from now on goes; without an argument as in the beginning. Titles are not answers. */
  answer(answerer?: Answerer): void
  /** How the next answer goes that nobody has spoken for yet. */
  answerNext(answerer: Answerer): void
  /** The next answer comes word by word from the test. */
  byHand(): HandAnswer
  answerTitles(answerer: Answerer): void
  /** What is learned of a message: nothing, in the beginning. */
  answerLearning(answerer: Answerer): void
  /** The requests that asked for it. */
  readonly learning: readonly RecordedRequest[]
  /** Serves these recordings, by name or changed by the test, where they fit; without any, none. */
  replay(...recordings: (string | Recording)[]): void
  /** The first request, past or to come, that fits. */
  waitForRequest(fits?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>
  /** Breaks off all connections and frees the port. */
  stop(): Promise<void>
  /** Listens again on the same port, knowing all that it knew. */
  start(): Promise<void>
}

export interface ScriptedOllamaOptions {
  /** Any free one when left out. */
  readonly port?: number
  readonly models?: readonly ScriptedOllamaModel[]
  /** Is told of each request, in one line. */
  readonly log?: (line: string) => void
}

/** A server that speaks Ollama's protocol over real HTTP, and says what a test wants. */
export async function startScriptedOllama(options: ScriptedOllamaOptions = {}): Promise<ScriptedOllama> {
  const requests: RecordedRequest[] = []
  const waiting = new Set<(request: RecordedRequest) => void>()
  const loaded = new Map<string, LoadedModel>()
  const pulling = usualPulling()
  const parts = new Map<string, number>()
  const meanings = new Map<string, string>()
  const queue: ((body: ChatBody, request: RecordedRequest) => Reply)[] = []
  let standing: Answerer = defaultReply
  let titles: Answerer = defaultTitle
  let learned: Answerer = nothingLearned
  let recordings: readonly Recording[] = []
  let port = options.port ?? 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = openExchange(response, await readText(request))
    const { record } = exchange
    requests.push(record)
    options.log?.(`${record.method} ${record.path}`)
    for (const tell of waiting) tell(record)
    await route(exchange, {
      models: server.models,
      loaded,
      pulling,
      parts,
      meanings,
      recordings,
      replyTo(body, isTitle) {
        if (isTitle) return replyOf(titles, body)
        if (isLearnRequest(body)) return replyOf(learned, body)
        return queue.shift()?.(body, record) ?? replyOf(standing, body)
      },
    })
  }

  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A connection that broke off while it was read; anything else must be seen.
      if (request.destroyed && !request.complete) return
      options.log?.(String(error))
      response.destroy(error as Error)
    })
  })
  // Ollama keeps a connection as long as the other side does.
  http.keepAliveTimeout = 0
  http.requestTimeout = 0

  const server: ScriptedOllama = {
    get port() {
      return port
    },
    get host() {
      return `127.0.0.1:${port}`
    },
    get url() {
      return `http://127.0.0.1:${port}`
    },
    requests,
    get questions() {
      return requests.filter(isQuestion)
    },
    models: [...(options.models ?? defaultModels)],
    pulling,
    parts,
    meanings,
    answer: (answerer = defaultReply) => void (standing = answerer),
    answerNext: (answerer) => void queue.push((body) => replyOf(answerer, body)),
    byHand() {
      const { hand, reply, take } = createHand()
      queue.push((_body, request) => {
        take(request)
        return reply
      })
      return hand
    },
    answerTitles: (answerer) => void (titles = answerer),
    answerLearning: (answerer) => void (learned = answerer),
    get learning() {
      return requests.filter(({ body }) => isLearnRequest((body ?? {}) as ChatBody))
    },
    replay(...given) {
      recordings = given.map((one) => (typeof one === 'string' ? readRecording(one) : one))
    },
    waitForRequest(fits = isQuestion) {
      const found = requests.find(fits)
      if (found) return Promise.resolve(found)
      return new Promise((resolve) => {
        const tell = (request: RecordedRequest): void => {
          if (!fits(request)) return
          waiting.delete(tell)
          resolve(request)
        }
        waiting.add(tell)
      })
    },
    stop,
    async start() {
      if (http.listening) return
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, '127.0.0.1', () => {
          http.off('error', reject)
          resolve()
        })
      })
      port = (http.address() as AddressInfo).port
    },
    [Symbol.asyncDispose]: stop,
  }

  async function stop(): Promise<void> {
    if (!http.listening) return
    await new Promise<void>((resolve) => {
      http.close(() => resolve())
      http.closeAllConnections()
    })
  }

  await server.start()
  return server
}

function replyOf(answerer: Answerer, body: ChatBody): Reply {
  return typeof answerer === 'function' ? answerer(body) : answerer
}

function isQuestion({ path, body }: RecordedRequest): boolean {
  const chat = (body ?? {}) as ChatBody
  const isAnswer = Array.isArray(chat.messages) && chat.messages.length > 0
  return path === '/api/chat' && isAnswer && !isTitleRequest(chat) && !isLearnRequest(chat)
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
