import type { Bridge, Reply, RequestInput, RequestName, RequestOutput } from '../../shared/contract.ts'
import type { Conversation } from '../../shared/conversation.ts'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { EventListener, HearthEvent } from '../../shared/events.ts'
import type { TextMessage } from '../../shared/message.ts'
import type { Model } from '../../shared/model.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { openWords } from '../../shared/words/language.ts'
import type { Notice, Outside } from './room.ts'

/** For tests: a main process that answers when it is told to, and a clock that runs when it is told to. */
export interface ScriptedBridge {
  readonly bridge: Bridge
  readonly outside: Outside
  readonly notices: Notice[]
  /** Every request made so far. */
  readonly asked: { readonly name: RequestName; readonly input: unknown }[]
  /** How requests of a name are answered from now on; without it they wait for ever. */
  on<Name extends RequestName>(
    name: Name,
    answer: (input: RequestInput<Name>) => RequestOutput<Name> | Promise<RequestOutput<Name>>,
  ): void
  emit(event: HearthEvent): void
  /** Paints a frame. */
  paint(): void
  /** Lets all timers run out. */
  wait(): void
}

export class Refusal extends Error {
  readonly code: AppErrorCode
  constructor(code: AppErrorCode, text: string) {
    super(text)
    this.code = code
  }
}

export function scriptBridge(): ScriptedBridge {
  const answers = new Map<string, (input: never) => unknown>([
    ['turn.needsModel', () => true],
    ['network.get', () => false],
  ])
  const listeners = new Set<EventListener>()
  const frames = new Set<() => void>()
  const timers = new Set<() => void>()
  const stored = new Map<string, string>()
  const asked: { name: RequestName; input: unknown }[] = []
  const notices: Notice[] = []
  let ids = 0

  function schedule(queue: Set<() => void>, callback: () => void): () => void {
    queue.add(callback)
    return () => void queue.delete(callback)
  }

  function run(queue: Set<() => void>): void {
    const due = [...queue]
    queue.clear()
    for (const callback of due) callback()
  }

  async function answer(name: RequestName, input: unknown): Promise<Reply<never>> {
    asked.push({ name, input })
    const found = answers.get(name)
    if (!found) return new Promise(() => undefined)
    try {
      return { ok: true, data: (await found(input as never)) as never }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: { code: error.code, message: error.message } }
      throw error
    }
  }

  return {
    bridge: {
      request: answer,
      onEvent(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    outside: {
      newId: () => `id-${(ids += 1)}`,
      now: () => new Date('2030-01-01T12:00:00Z'),
      notify: (notice) => notices.push(notice),
      frame: (callback) => schedule(frames, callback),
      later: (callback) => schedule(timers, callback),
      session: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
      t: openWords('en').t,
    },
    notices,
    asked,
    on: (name, reply) => void answers.set(name, reply),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    paint: () => run(frames),
    wait: () => run(timers),
  }
}

/** A conversation that changed last in the given minute of noon. */
export function conversation(id: string, minute: number, more: Partial<Conversation> = {}): Conversation {
  const at = `2030-01-01T12:${String(minute).padStart(2, '0')}:00.000Z`
  return {
    id,
    title: `Title of ${id}`,
    titledBy: 'model',
    model: 'qwen3:4b',
    numCtx: 8192,
    draft: '',
    temporary: false,
    summary: null,
    summaryUntil: null,
    createdAt: at,
    updatedAt: at,
    ...more,
  }
}

export function message(id: string, second: number, more: Partial<TextMessage> = {}): TextMessage {
  return {
    id,
    conversationId: 'a',
    role: 'user',
    content: `Text of ${id}`,
    messageType: 'text',
    metadata: null,
    createdAt: `2030-01-01T12:00:${String(second).padStart(2, '0')}.000Z`,
    ...more,
  }
}

/** A turn of conversation `a` with so much of an answer. */
export function runningTurn(content: string, id = 'turn'): RunningTurn {
  return {
    id,
    conversationId: 'a',
    model: 'qwen3:4b',
    phase: content === '' ? 'waiting' : 'answering',
    startedAt: '2030-01-01T12:00:30.000Z',
    answer: message('answer', 31, {
      role: 'assistant',
      content,
      metadata: { turnId: id, status: 'streaming' },
    }),
  }
}

export const chatModel: Model = {
  name: 'qwen3:4b',
  digest: 'd',
  size: 2_600_000_000,
  parameterSize: '4.0B',
  quantization: 'Q4_K_M',
  contextLength: 40_960,
  capabilities: ['completion'],
  cloud: false,
}
