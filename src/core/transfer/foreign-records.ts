import { titleLimit } from '../../shared/conversation.ts'
import type { Role } from '../../shared/message.ts'
import { EntryProblem } from './check-entry.ts'
import { deriveId } from './derive-id.ts'

export type Raw = Readonly<Record<string, unknown>>

/** A conversation of another app, as ours. */
export interface ForeignConversation {
  /** Records as they would stand in a document; checked like those. */
  readonly conversation: Raw
  readonly messages: readonly Raw[]
  /** How many pictures, files and the like cannot be taken over. */
  readonly leftOut: number
}

/** A message of another app, as far as it can be taken over. */
export interface ForeignMessage {
  readonly id: string
  readonly role: Role
  readonly text: string
  /** Milliseconds since 1970; null where it is not known. */
  readonly time: number | null
  readonly model: string | null
  /** Another answer, or what was said before an edit: kept, but not part of the conversation. */
  readonly replaced: boolean
}

export interface Foreign {
  readonly app: 'chatgpt' | 'open-webui'
  readonly id: string
  readonly title: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** Those before others that followed them. */
  readonly messages: readonly ForeignMessage[]
  readonly leftOut: number
}

/** The ids come from theirs, so that importing the same again finds it. */
export function toRecords(foreign: Foreign): ForeignConversation {
  const { app, title, messages, leftOut } = foreign
  const id = deriveId(app, 'conversation', foreign.id)
  let last = (foreign.createdAt ?? messages.find(({ time }) => time !== null)?.time ?? 0) - 1
  const createdAt = iso(last + 1)
  const timed = messages.map((message) => {
    // In the order in which they are, whatever their times say.
    last = Math.max(message.time ?? 0, last + 1)
    return { message, at: last }
  })
  const updatedAt = iso(Math.max(last, foreign.updatedAt ?? 0))
  return {
    leftOut,
    conversation: {
      id,
      title: title.trim().slice(0, titleLimit) || 'Without a title',
      titledBy: 'model',
      // Theirs is none that answers here.
      model: null,
      numCtx: 8_192,
      summary: null,
      summaryUntil: null,
      createdAt,
      updatedAt,
    },
    messages: timed.map(({ message: { id: theirs, role, text, model, replaced }, at }) => ({
      id: deriveId(app, 'message', foreign.id, theirs),
      role,
      content: text,
      messageType: 'text',
      metadata: role === 'assistant' ? { status: 'complete', ...(model !== null && { model }) } : null,
      createdAt: iso(at),
      supersededAt: replaced ? updatedAt : null,
    })),
  }
}

function iso(time: number): string {
  const date = new Date(time)
  const year = date.getUTCFullYear()
  if (!(year >= 1970 && year <= 2999))
    throw new EntryProblem(`the time ${time / 1000} (in seconds) is out of range`)
  return date.toISOString()
}

/**
 * What leads from the beginning to `current`, and then everything else. `parent`: of a node's id the one before it, null
 * at the beginning.
 */
export function inOrder(
  ids: readonly string[],
  current: string | null,
  parent: (id: string) => string | null,
): { readonly id: string; readonly replaced: boolean }[] {
  const path: string[] = []
  const seen = new Set<string>()
  for (let id = current; id !== null && !seen.has(id); id = parent(id)) {
    seen.add(id)
    path.push(id)
  }
  return [
    ...path.toReversed().map((id) => ({ id, replaced: false })),
    ...ids.filter((id) => !seen.has(id)).map((id) => ({ id, replaced: true })),
  ]
}

export function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function roleOf(value: unknown): Role {
  return value === 'user' || value === 'assistant' ? value : 'system'
}

/** What is said in parts of which some may be no text: null where there is nothing to be said. `others` are no text either. */
export function textOfParts(
  parts: readonly unknown[],
  others = 0,
): { readonly text: string | null; readonly missing: number } {
  const texts = parts.map((one) => textOf(one) ?? (isObject(one) ? textOf(one['text']) : null))
  const missing = others + texts.filter((text) => text === null).length
  const said = texts.filter((text) => text !== null && text !== '').join('\n\n')
  if (said !== '') return { text: said, missing }
  return { text: missing > 0 ? '(There was a picture or a file here.)' : null, missing }
}

/** Each message that can be taken over, and how much cannot. */
export function collectMessages<T>(
  entries: Iterable<T>,
  read: (entry: T) => { readonly text: string | null; readonly missing: number },
  describe: (entry: T) => Omit<ForeignMessage, 'text'>,
): { readonly messages: readonly ForeignMessage[]; readonly leftOut: number } {
  const messages: ForeignMessage[] = []
  let leftOut = 0
  for (const entry of entries) {
    const { text, missing } = read(entry)
    leftOut += missing
    if (text !== null) messages.push({ ...describe(entry), text })
  }
  return { messages, leftOut }
}

/** Of an object what has this name, where it is an object; else an empty one. */
export function part(value: unknown, name: string): Raw {
  const found = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return isObject(found) ? found : {}
}
