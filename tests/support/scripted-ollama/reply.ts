import type { ChatBody } from './chat-body.ts'

export interface ScriptedCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** What goes wrong in an answer. All but the last two happen after `faultAfter` tokens. */
export type Fault =
  /** The server is killed: the connection ends in the middle. */
  | 'die-midstream'
  /** The model's process dies: a line with an error, status 200. */
  | 'error-midstream'
  /** A clean end without the final object. */
  | 'eof-without-done'
  /** One line that is no JSON; then the answer goes on. */
  | 'bad-line'
  /** One line without end (64 MB, or until the other side has had enough). */
  | 'giant-line'
  /** Nothing more comes, and the connection stays open. */
  | 'stall'
  /** Not even headers. */
  | 'never'
  /** Refused at once. `body` is sent as JSON unless it is a string. */
  | { readonly status: number; readonly body: unknown }

/** A script for one answer. */
export interface Reply {
  /** Cut into tokens. */
  readonly text?: string
  /** Comes first, unless the model does not think or was asked not to. */
  readonly thinking?: string | readonly string[]
  /** Instead of `text`: one object each, exactly as given. Words that are still to come may be given as they do. */
  readonly tokens?: readonly string[] | AsyncIterable<string>
  readonly calls?: readonly ScriptedCall[]
  /** As fast as possible when left out. */
  readonly tokensPerSecond?: number
  /** Nothing comes before, not even headers: a model that loads. */
  readonly firstTokenAfterMs?: number
  /** Nothing comes before this is settled, not even headers. */
  readonly hold?: Promise<unknown>
  readonly doneReason?: string
  readonly fault?: Fault
  /** How many tokens come before the fault; half of them when left out. */
  readonly faultAfter?: number
  /** The text of `error-midstream`. */
  readonly error?: string
}

export type Answerer = Reply | ((body: ChatBody) => Reply)

/** Words with the space before them, long ones in pieces; characters of several units stay whole. */
export function tokenize(text: string | readonly string[]): readonly string[] {
  if (typeof text !== 'string') return text
  return text.match(/\s*\S{1,12}|\s+/gu) ?? []
}

/** The same question gets the same answer. */
export function defaultReply({ messages, tools = [], format }: ChatBody): Reply {
  const last = messages.at(-1)
  const said = last?.content ?? ''
  if (format !== undefined && format !== '') return { text: JSON.stringify(sample(format)) }
  if (last?.role === 'tool') return { text: `The result is: ${said}` }
  const named = tools.find((tool) => said.includes(tool.function.name))
  if (named) {
    const input = sample(named.function.parameters ?? {}) as Record<string, unknown>
    return { calls: [{ name: named.function.name, arguments: input }] }
  }
  return { thinking: 'The user writes. I should answer.\n', text: `You said: ${said}` }
}

/** What a request for a title gets. */
export function defaultTitle({ messages }: ChatBody): Reply {
  const said = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const words = said.replace(/^User:\s*/, '').match(/[\p{L}\p{N}]+/gu) ?? ['Something']
  return { text: `About ${words.slice(0, 3).join(' ')}`.slice(0, 50) }
}

/** The least value that follows a JSON schema. */
function sample(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return {}
  const { type, properties = {}, enum: values } = schema as Record<string, unknown>
  if (Array.isArray(values)) return values[0] as unknown
  if (type === 'string') return 'something'
  if (type === 'integer' || type === 'number') return 1
  if (type === 'boolean') return true
  if (type === 'array') return []
  return Object.fromEntries(Object.entries(properties as object).map(([key, inner]) => [key, sample(inner)]))
}

/** What a request for what there is to learn gets. */
export const nothingLearned: Reply = { text: '{"facts":[]}' }
