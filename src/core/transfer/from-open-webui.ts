import {
  collectMessages,
  inOrder,
  isObject,
  part,
  roleOf,
  textOf,
  textOfParts,
  toRecords,
  type ForeignConversation,
  type ForeignMessage,
  type Raw,
} from './foreign-records.ts'

/** One entry of Open WebUI's export: a tree in `chat.history`, or a plain list in `chat.messages`. Files are left out, and counted. */
export function fromOpenWebUi(raw: Raw): ForeignConversation {
  const chat = part(raw, 'chat')
  const history = part(chat, 'history')
  const tree = part(history, 'messages')
  const ids = Object.keys(tree)
  const listed: unknown = chat['messages']
  const current = textOf(history['currentId']) ?? ids.at(-1) ?? null
  const entries =
    ids.length > 0
      ? inOrder(ids, current, (id) => textOf(part(tree, id)['parentId'])).map(({ id, replaced }) => ({
          id,
          replaced,
          message: part(tree, id),
        }))
      : (Array.isArray(listed) ? (listed as unknown[]) : []).filter(isObject).map((message, index) => ({
          id: textOf(message['id']) ?? String(index),
          replaced: false,
          message,
        }))
  const { messages, leftOut } = collectMessages(
    entries,
    ({ message }) => contentOf(message),
    ({ id, replaced, message }) => ({ ...describe(message), id, replaced }),
  )
  const title = textOf(raw['title']) ?? textOf(chat['title']) ?? ''
  return toRecords({
    app: 'open-webui',
    id: textOf(raw['id']) ?? textOf(chat['id']) ?? JSON.stringify([title, raw['created_at']]),
    title,
    createdAt: milliseconds(raw['created_at'] ?? chat['timestamp']),
    updatedAt: milliseconds(raw['updated_at']),
    messages,
    leftOut,
  })
}

function describe(message: Raw): Pick<ForeignMessage, 'role' | 'time' | 'model'> {
  return {
    role: roleOf(message['role']),
    time: milliseconds(message['timestamp']),
    model: textOf(message['model']),
  }
}

function contentOf({ content, files }: Raw): { readonly text: string | null; readonly missing: number } {
  const parts: readonly unknown[] = Array.isArray(content) ? content : content === undefined ? [] : [content]
  return textOfParts(parts, Array.isArray(files) ? files.length : 0)
}

/** Versions of it have written seconds, milliseconds and nanoseconds. */
function milliseconds(value: unknown): number | null {
  if (typeof value !== 'number') return null
  if (value > 1e17) return Math.round(value / 1e6)
  if (value > 1e14) return Math.round(value / 1e3)
  return Math.round(value > 1e11 ? value : value * 1000)
}
