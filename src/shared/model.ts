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
