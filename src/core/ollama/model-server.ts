import type { LoadedModel, Model, ModelDetails, OllamaStatus } from '../../shared/model.ts'
import type { Usage } from '../../shared/message.ts'

/**
 * What the assistant needs of a server for language models. The rest of core knows only this; Ollama's protocol,
 * its package and its surprises stay in this folder.
 */
export interface ModelServer {
  /** Never throws: what is wrong is the status. */
  status(signal?: AbortSignal): Promise<OllamaStatus>
  /** Installed models with their capabilities, cloud models marked. Throws AppError when the server is out of reach. */
  models(signal?: AbortSignal): Promise<readonly Model[]>
  /**
   * One answer, as it comes. Ends with exactly one `end` part, or throws an AppError: a stream that merely stops is
   * `answer_incomplete`, an abort (also before the headers) is `cancelled`. Leaving the loop closes the connection.
   */
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>
  /** What each text means, as numbers, by a model that is made for it. Throws `model_missing` or `model_unsuitable`. */
  embed(request: EmbedRequest, signal?: AbortSignal): Promise<readonly (readonly number[])[]>
  /** What of a model the list does not tell. Throws `model_missing`. */
  details(model: string, signal?: AbortSignal): Promise<ModelDetails>
  /** Which models are in memory. One that was deleted, or whose process died, may be among them for a while. */
  loaded(signal?: AbortSignal): Promise<readonly LoadedModel[]>
  /** Takes a model out of memory. One that is not in it is no error. */
  unload(model: string, signal?: AbortSignal): Promise<void>
  /** Deletes a model from the disk, also one that is loaded. Throws `model_missing`. */
  remove(model: string, signal?: AbortSignal): Promise<void>
  /**
   * Gets a model, and goes on from what of it is on the disk already. Ends when it is installed, or throws an AppError:
   * `network_down`, `disk_full`, `not_found` for a name that nobody has, `cancelled` as soon as the signal fires.
   */
  pull(model: string, signal: AbortSignal): AsyncIterable<PullStep>
}

/** One line of a pull. */
export interface PullStep {
  /** In Ollama's words: `pulling manifest`, `verifying sha256 digest`, `writing manifest`, `success`. */
  readonly status: string
  /** While a part is coming: how much of it there is, in bytes. What is told later of a part counts, also when it is less. */
  readonly part?: { readonly digest: string; readonly total: number; readonly completed: number }
}

export interface EmbedRequest {
  readonly model: string
  /** None of them empty. Each is cut where it is too long for the model. */
  readonly texts: readonly string[]
}

export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  /** Context window in tokens. Always sent, since the server's own default is small and another value reloads the model. */
  readonly numCtx: number
  /** Left out: the model's own habit (a thinking model thinks). */
  readonly think?: boolean | 'low' | 'medium' | 'high'
  readonly actions?: readonly OfferedAction[]
  /** A JSON schema that the answer has to follow. */
  readonly format?: object
  /** Longest answer in tokens. */
  readonly numPredict?: number
  readonly temperature?: number
  /** Ollama's notation, such as `10m`. */
  readonly keepAlive?: string
}

export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant'
      readonly content: string
      readonly thinking?: string
      readonly calls?: readonly ActionCall[]
    }
  /** What an action gave back (Ollama's `tool` role). */
  | { readonly role: 'result'; readonly content: string; readonly action: string; readonly callId?: string }

/** Something that the model may ask for (Ollama calls it a tool). `input` is a JSON schema. */
export interface OfferedAction {
  readonly name: string
  readonly description: string
  readonly input: object
}

export interface ActionCall {
  readonly id?: string
  readonly name: string
  /** As the model gave it: an object, unless it made a mistake. */
  readonly arguments: unknown
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'call'; readonly call: ActionCall }
  /** `reason` is Ollama's done_reason; `length` means that a limit cut the answer. */
  | { readonly type: 'end'; readonly reason: string; readonly usage: Usage }
