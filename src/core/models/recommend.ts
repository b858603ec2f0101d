import type { KnownModel, Recommendation } from '../../shared/recommendation.ts'

/**
 * Downloads are the rounded sizes that Ollama's library names for these tags; they may change there, and the download
 * itself tells the true one. Memory is reckoned, not measured: the download, the cache for 8,192 tokens (2 × layers × heads
 * with keys × length × 2 bytes, from the models' published shapes), and half a gigabyte for the rest.
 */
const known: readonly KnownModel[] = [
  model('qwen3:8b', 5.2e9, 147_456, { tools: true, thinking: true }),
  model('gemma3:4b', 3.3e9, 139_264, { vision: true }),
  model('qwen3:4b', 2.5e9, 147_456, { tools: true, thinking: true }),
  model('llama3.2:3b', 2.0e9, 114_688, { tools: true }),
  model('qwen3:1.7b', 1.4e9, 114_688, { tools: true, thinking: true }),
  model('llama3.2:1b', 1.3e9, 32_768, { tools: true }),
  model('gemma3:1b', 0.815e9, 26_624, {}),
  model('qwen3:0.6b', 0.523e9, 114_688, { tools: true, thinking: true }),
]
/** Those that are recommended, the best first: they can name actions, which Hearth lives on. */
const recommended = known.filter(({ name }) => name.startsWith('qwen3:'))

function model(
  name: string,
  download: number,
  bytesPerToken: number,
  can: Partial<Pick<KnownModel, 'tools' | 'vision' | 'thinking'>>,
): KnownModel {
  const memory = download + 8_192 * bytesPerToken + 0.5e9
  return { name, download, memory, tools: false, vision: false, thinking: false, ...can }
}

export interface Machine {
  /** Bytes of memory: all of it, since what is free changes by the minute. */
  readonly memory: number
  readonly processors: number
  /** Its memory is also the graphics card's: such processors are quick with models. */
  readonly unified: boolean
}

/** So much of the memory is left to the system and to other programs. */
const othersShare = 0.4
/** With fewer processors larger models than this download answer slower than one reads. */
const fewProcessors = 8
const slowAbove = 3e9

/** The model for a computer that has none yet, and why. Never one that runs elsewhere. */
export function recommend({ memory, processors, unified }: Machine): Recommendation {
  const fits = (one: KnownModel): boolean => one.memory <= memory * (1 - othersShare)
  const quick = (one: KnownModel): boolean =>
    unified || processors >= fewProcessors || one.download <= slowAbove
  const best = recommended.find((one) => fits(one) && quick(one))
  const smallest = recommended.at(-1) as KnownModel
  const chosen = best ?? smallest
  const larger = recommended[recommended.indexOf(chosen) - 1]
  const why = !best ? 'tight' : !larger ? 'roomy' : fits(larger) ? 'processor' : 'memory'
  const others = known.filter((one) => one !== chosen && fits(one) && quick(one))
  return { model: chosen, why, memory, processors, others }
}
