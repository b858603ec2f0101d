import {
  collectMessages,
  inOrder,
  part,
  roleOf,
  textOf,
  textOfParts,
  toRecords,
  type ForeignConversation,
  type ForeignMessage,
  type Raw,
} from './foreign-records.ts'

/**
 * One entry of ChatGPT's `conversations.json`: a tree of nodes, of which the way to `current_node` is the conversation.
 * Pictures stand in it only as pointers, and tools speak of themselves: both are left out, and counted.
 */
export function fromChatGpt(raw: Raw): ForeignConversation {
  const mapping = part(raw, 'mapping')
  const node = (id: string): Raw => part(mapping, id)
  const ids = Object.keys(mapping)
  const current = textOf(raw['current_node']) ?? ids.at(-1) ?? null
  const { messages, leftOut } = collectMessages(
    inOrder(ids, current, (of) => textOf(node(of)['parent'])),
    ({ id }) => contentOf(part(node(id), 'message')),
    ({ id, replaced }) => ({ ...describe(part(node(id), 'message')), id, replaced }),
  )
  const title = textOf(raw['title']) ?? ''
  return toRecords({
    app: 'chatgpt',
    id: textOf(raw['conversation_id']) ?? textOf(raw['id']) ?? JSON.stringify([title, raw['create_time']]),
    title,
    createdAt: milliseconds(raw['create_time']),
    updatedAt: milliseconds(raw['update_time']),
    messages,
    leftOut,
  })
}

function describe(message: Raw): Pick<ForeignMessage, 'role' | 'time' | 'model'> {
  return {
    role: roleOf(part(message, 'author')['role']),
    time: milliseconds(message['create_time']),
    model: textOf(part(message, 'metadata')['model_slug']),
  }
}

/** The text of a message, null where there is nothing to be said, and how many parts of it are no text. */
function contentOf(message: Raw): { readonly text: string | null; readonly missing: number } {
  const content = part(message, 'content')
  const type = content['content_type']
  const tool = part(message, 'author')['role'] === 'tool'
  const code = textOf(content['text'])
  if (tool) return { text: null, missing: 1 }
  if (type === 'code' && code !== null)
    return { text: `\`\`\`${textOf(content['language']) ?? ''}\n${code}\n\`\`\``, missing: 0 }
  const parts: unknown = content['parts']
  return Array.isArray(parts) ? textOfParts(parts) : { text: null, missing: 0 }
}

/** From seconds, with fractions. */
function milliseconds(value: unknown): number | null {
  return typeof value === 'number' ? Math.round(value * 1000) : null
}
