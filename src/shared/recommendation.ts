/** A model that Hearth knows beforehand, and can recommend. */
export interface KnownModel {
  readonly name: string
  /** Bytes of its download. */
  readonly download: number
  /** Bytes of memory with the usual context window. */
  readonly memory: number
  readonly tools: boolean
  readonly vision: boolean
  readonly thinking: boolean
}

export interface Recommendation {
  readonly model: KnownModel
  /** `roomy`: it is the best that is known. `memory`: a larger one would not fit. `processor`: it would be slow. `tight`: none fits well. */
  readonly why: 'roomy' | 'memory' | 'processor' | 'tight'
  /** Bytes of memory in this computer. */
  readonly memory: number
  readonly processors: number
  /** Others that fit, the largest first. */
  readonly others: readonly KnownModel[]
}

/** How one comes to a running Ollama on this system. */
export interface OllamaHelp {
  /** It is installed here, and Hearth can start it. */
  readonly canStart: boolean
  /** What starts it in a terminal. */
  readonly startCommand: string
  readonly getUrl: string
  /** What installs it in a terminal; null where that is a download. */
  readonly getCommand: string | null
}
