import { AppError } from '../../src/shared/errors.ts'
import type { Model, OllamaStatus } from '../../src/shared/model.ts'
import type { ChatPart, ChatRequest, ModelServer } from '../../src/core/ollama/model-server.ts'

/** One call of the model, answered by the test word by word. */
export interface ScriptedCall {
  readonly request: ChatRequest
  readonly signal: AbortSignal
  say(part: ChatPart): void
  /** Says the words and ends as a model does. */
  answer(...words: string[]): void
  /** Names actions, and ends: each a name and what it gives as arguments. */
  name(...calls: readonly (readonly [string, unknown])[]): void
  fail(error: Error): void
}

/** A model server in which every word is the test's: for what depends on the exact moment. */
export interface ScriptedModel extends ModelServer {
  readonly calls: readonly ScriptedCall[]
  /** The call for an answer with this number (from 0), once it has been made. */
  call(index: number): Promise<ScriptedCall>
  /** The call for the title of a conversation that says this. */
  titleCall(about: string): Promise<ScriptedCall>
  installed: Model[]
  state: OllamaStatus
  /** As if no title had been asked for. */
  forgetTitles(): void
  /** As new: no calls, one model installed. */
  forget(): void
}

export const tinyModel: Model = {
  name: 'tiny:latest',
  digest: 'd1',
  size: 1_000_000,
  parameterSize: '1M',
  quantization: 'F16',
  contextLength: 2_048,
  capabilities: ['completion'],
  cloud: false,
}

/** One that actions can be offered to. */
export const ableModel: Model = {
  ...tinyModel,
  name: 'able:latest',
  digest: 'd2',
  capabilities: ['completion', 'tools'],
}

export function scriptModel(): ScriptedModel {
  const calls: ScriptedCall[] = []
  const waiting = new Map<number, (call: ScriptedCall) => void>()
  const titleCalls: ScriptedCall[] = []
  let onTitleCall: () => void = () => {}

  return {
    calls,
    installed: [tinyModel],
    state: { state: 'running', version: '0.32.15', address: 'http://127.0.0.1:11434' },
    forgetTitles() {
      titleCalls.length = 0
    },
    forget() {
      calls.length = 0
      titleCalls.length = 0
      waiting.clear()
      this.installed = [tinyModel]
    },
    async status() {
      return this.state
    },
    async models() {
      return this.installed
    },
    // What one does with models besides asking them is tested against the scripted Ollama.
    details: async () => ({ architecture: null, bytesPerToken: null, parameters: '' }),
    loaded: async () => [],
    embed: async ({ texts }) => texts.map(() => [1]),
    unload: async () => {},
    async remove(name) {
      this.installed = this.installed.filter((model) => model.name !== name)
    },
    async *pull() {
      yield { status: 'success' }
    },
    async titleCall(about) {
      for (;;) {
        const call = titleCalls.find(({ request }) => JSON.stringify(request.messages).includes(about))
        if (call) return call
        await new Promise<void>((resolve) => (onTitleCall = resolve))
      }
    },
    call(index) {
      const made = calls[index]
      return made ? Promise.resolve(made) : new Promise((resolve) => waiting.set(index, resolve))
    },
    chat(request, signal) {
      const queue = queueOf(signal)
      const call: ScriptedCall = {
        request,
        signal,
        say: queue.push,
        answer(...words) {
          for (const text of words) queue.push({ type: 'text', text })
          queue.push({ type: 'end', reason: 'stop', usage: { promptTokens: 10, answerTokens: words.length } })
        },
        name(...named) {
          for (const [name, given] of named) queue.push({ type: 'call', call: { name, arguments: given } })
          call.answer()
        },
        fail: queue.fail,
      }
      // Only titles are kept short, and what is learned, of which a test with words by hand hears nothing.
      if (request.numPredict !== undefined && request.format !== undefined) return queue.parts()
      if (request.numPredict !== undefined) {
        titleCalls.push(call)
        onTitleCall()
      } else {
        calls.push(call)
        waiting.get(calls.length - 1)?.(call)
      }
      return queue.parts()
    },
  }
}

function queueOf(signal: AbortSignal) {
  const items: (ChatPart | Error)[] = []
  let wake: () => void = () => {}
  const push = (item: ChatPart | Error): void => {
    items.push(item)
    wake()
  }
  signal.addEventListener('abort', () => push(new AppError('cancelled', 'Stopped.')))
  return {
    push: push as (part: ChatPart) => void,
    fail: push as (error: Error) => void,
    async *parts(): AsyncGenerator<ChatPart> {
      for (;;) {
        if (signal.aborted) throw new AppError('cancelled', 'Stopped.')
        const item = items.shift()
        if (!item) await new Promise<void>((resolve) => (wake = resolve))
        else if (item instanceof Error) throw item
        else yield item
        if (item && 'type' in item && item.type === 'end') return
      }
    },
  }
}
