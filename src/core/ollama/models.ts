import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { isCloudName } from '../../shared/model-name.ts'
import type { Model } from '../../shared/model.ts'
import type { Connection } from './connection.ts'
import { notOllama } from './errors.ts'

/** How long a list of what is on the disk may take, in milliseconds. */
const timeoutMs = 30_000
/** So many models are looked at at once: a hundred must not become a hundred connections. */
const atOnce = 4

const tagsSchema = z.looseObject({
  models: z
    .array(
      z.looseObject({
        name: z.string().min(1),
        digest: z.string(),
        size: z.number().nonnegative(),
        remote_host: z.string().optional(),
        capabilities: z.array(z.string()).nullish(),
        details: z
          .looseObject({
            parameter_size: z.string().optional(),
            quantization_level: z.string().optional(),
            context_length: z.number().int().nonnegative().optional(),
          })
          .optional(),
      }),
    )
    .nullable(),
})
type Tag = NonNullable<z.infer<typeof tagsSchema>['models']>[number]

const showSchema = z.looseObject({
  capabilities: z.array(z.string()).nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
  remote_host: z.string().optional(),
})
type Shown = z.infer<typeof showSchema>

export interface ModelList {
  /** In the order of the server: what changed last comes first. */
  read(signal?: AbortSignal): Promise<readonly Model[]>
}

/** The installed models. What `/api/show` says of one is remembered by its digest, since it cannot change without it. */
export function createModelList(
  connection: Connection,
  { isCloud }: { readonly isCloud: boolean },
): ModelList {
  const known = new Map<string, Shown>()

  /** Null when the model was deleted meanwhile. */
  async function look(tag: Tag, signal: AbortSignal | undefined): Promise<Model | null> {
    const shown = known.get(tag.digest) ?? (await show(connection, tag.name, signal))
    if (shown === 'missing') return null
    if (shown !== 'unreadable') known.set(tag.digest, shown)
    return toModel(tag, shown === 'unreadable' ? {} : shown, isCloud)
  }

  return {
    async read(signal) {
      const tags = await listTags(connection, signal)
      const found = await mapSome(tags, (tag) => look(tag, signal))
      const installed = new Set(tags.map(({ digest }) => digest))
      for (const digest of known.keys()) if (!installed.has(digest)) known.delete(digest)
      return found.filter((model) => model !== null)
    },
  }
}

async function listTags(connection: Connection, signal: AbortSignal | undefined): Promise<readonly Tag[]> {
  const answer: unknown = await connection.call((client) => client.list(), { signal, timeoutMs })
  const tags = tagsSchema.safeParse(answer)
  if (tags.success) return tags.data.models ?? []
  throw new AppError(...notOllama(connection.address, 'its list of models has another form'), {
    cause: tags.error,
  })
}

/** One broken model must not hide the others: what cannot be read is told from the list alone. */
async function show(
  connection: Connection,
  model: string,
  signal: AbortSignal | undefined,
): Promise<Shown | 'missing' | 'unreadable'> {
  try {
    const answer: unknown = await connection.call((client) => client.show({ model }), {
      signal,
      model,
      timeoutMs,
    })
    return showSchema.safeParse(answer).data ?? 'unreadable'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'model_missing') return 'missing'
    if (['ollama_failed', 'ollama_refused', 'ollama_protocol'].includes(error.code)) return 'unreadable'
    throw error
  }
}

function toModel(tag: Tag, shown: Shown, isCloud: boolean): Model {
  const { name, digest, size, details = {} } = tag
  return {
    name,
    digest,
    size,
    parameterSize: stated(details.parameter_size),
    quantization: stated(details.quantization_level),
    contextLength: details.context_length || contextIn(shown) || null,
    // A server from before capabilities were told can at least chat.
    capabilities: shown.capabilities ?? tag.capabilities ?? ['completion'],
    cloud: isCloud || isCloudName(name) || Boolean(tag.remote_host) || Boolean(shown.remote_host),
  }
}

function stated(text = ''): string | null {
  return text === '' || text === 'unknown' ? null : text
}

/** `model_info` names it after the architecture: `llama.context_length`. */
function contextIn({ model_info: info }: Shown): number | null {
  const architecture = info?.['general.architecture']
  const length = typeof architecture === 'string' ? info?.[`${architecture}.context_length`] : undefined
  return typeof length === 'number' && Number.isInteger(length) && length > 0 ? length : null
}

/** Maps with a few at once, in order. The first failure ends it. */
async function mapSome<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const entries = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) results[index] = await map(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
