/** The model server and its models, as the window shows them. */
export type OllamaStatus =
  | { readonly state: 'running'; readonly version: string; readonly address: string }
  | { readonly state: 'stopped'; readonly address: string; readonly message: string }
  | { readonly state: 'not_installed'; readonly address: string; readonly message: string }
  /** OLLAMA_HOST is no address, or what answers there is not Ollama. */
  | { readonly state: 'unusable'; readonly address: string; readonly message: string }

export type Capability =
  | 'completion'
  | 'tools'
  | 'thinking'
  | 'vision'
  | 'embedding'
  | 'insert'
  | (string & {})

export interface Model {
  readonly name: string
  readonly digest: string
  /** Bytes on disk. */
  readonly size: number
  readonly parameterSize: string | null
  readonly quantization: string | null
  /** The longest context in tokens that the model was made for, or null when the server does not say. */
  readonly contextLength: number | null
  /** From /api/show: /api/tags misses some. */
  readonly capabilities: readonly Capability[]
  /** Runs on somebody else's computer. Shown as such, never chosen silently. */
  readonly cloud: boolean
}

/** What `/api/show` tells besides. */
export interface ModelDetails {
  /** Of the model's file: `llama`, `qwen3`. */
  readonly architecture: string | null
  /**
   * Bytes of memory that each token of the context window takes; null where the model does not say enough. Models that
   * look back only so far in some of their layers take less.
   */
  readonly bytesPerToken: number | null
  /** What the model's maker set, such as `temperature`, as Ollama writes it: a name and a value a line. */
  readonly parameters: string
}

/** A model in memory. */
export interface LoadedModel {
  readonly name: string
  /** Bytes that it takes, window included. */
  readonly size: number
  /** Bytes of that on the graphics card. */
  readonly sizeVram: number
  /** In tokens; null where an older server does not say. */
  readonly numCtx: number | null
  /** ISO 8601; null for one that stays. */
  readonly until: string | null
}
