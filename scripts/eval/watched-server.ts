import { z } from 'zod'
import type { ActionCall, ChatRequest, ModelServer } from '../../src/core/ollama/model-server.ts'

/** What one answer of the model named. */
export interface Named {
  /** In the order in which they were named. */
  readonly actions: readonly string[]
  /** Each of them exists, and its arguments fit the schema that the model was shown. */
  readonly fits: boolean
}

export interface WatchedServer extends ModelServer {
  /** What was named since this was asked for last, an entry for each answer that named something. */
  take(): readonly Named[]
}

/** The same server, with an eye on what it names. What is asked for besides answers, such as titles, is passed over. */
export function watchServer(server: ModelServer): WatchedServer {
  let seen: Named[] = []
  return {
    ...server,
    take() {
      const taken = seen
      seen = []
      return taken
    },
    async *chat(request, signal) {
      const calls: ActionCall[] = []
      let text = ''
      try {
        for await (const part of server.chat(request, signal)) {
          if (part.type === 'call') calls.push(part.call)
          if (part.type === 'text') text += part.text
          yield part
        }
      } finally {
        const named = request.numPredict === undefined ? readNamed(request, calls, text) : null
        if (named !== null) seen.push(named)
      }
    },
  }
}

function readNamed(request: ChatRequest, calls: readonly ActionCall[], text: string): Named | null {
  if (calls.length > 0)
    return { actions: calls.map(({ name }) => name), fits: calls.every((call) => fitsOffer(call, request)) }
  return request.format === undefined ? null : readFormatted(request.format, text)
}

function fitsOffer({ name, arguments: given }: ActionCall, { actions = [] }: ChatRequest): boolean {
  const offered = actions.find((action) => action.name === name)
  return offered !== undefined && fitsSchema(offered.input, given)
}

const formattedSchema = z.looseObject({
  actions: z.array(z.looseObject({ action: z.unknown() })).min(1),
})

/** A model that cannot name actions writes its actions as JSON; the arguments are checked when a plan is made of them. */
function readFormatted(format: object, text: string): Named | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return { actions: [], fits: false }
    throw error
  }
  const read = formattedSchema.safeParse(value)
  if (!read.success) return null
  return { actions: read.data.actions.map(({ action }) => String(action)), fits: fitsSchema(format, value) }
}

function fitsSchema(schema: object, value: unknown): boolean {
  return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success
}
