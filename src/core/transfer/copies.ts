import { createHash } from 'node:crypto'
import { titleLimit } from '../../shared/conversation.ts'
import type { NewContext } from '../database/queries/transfer-import.ts'
import { canonicalJson } from './canonical-json.ts'
import { deriveId } from './derive-id.ts'
import type { MessageRecord } from './document.ts'
import type { Entry } from './entry.ts'
import type { Looked } from './look.ts'

/**
 * To keep both: what is in the document with other content than here comes as a conversation of its own. Its ids are made
 * from the old ones and from its content, so that the same document imported twice has one copy.
 */
export interface Copies {
  /** The first reading: finds what differs. */
  consider(looked: readonly Looked[]): void
  /** The second: the entry, or the same of the copy. */
  of(entry: Entry): Entry
  isCopied(entry: Entry): boolean
}

const mark = ' (imported)'
/** What of metadata names something in the same conversation. */
const references = new Set(['turnId', 'runId', 'requestId', 'resultId'])

export function createCopies(): Copies {
  const digests = new Map<string, string>()
  const differing = new Set<string>()

  const digestOf = (entry: Entry): string | null => {
    const id = conversationOf(entry)
    return id !== null && differing.has(id) ? (digests.get(id) ?? '') : null
  }

  return {
    consider(looked) {
      for (const { entry, standing } of looked) {
        const id = conversationOf(entry)
        if (id === null) continue
        const before = digests.get(id) ?? ''
        digests.set(
          id,
          createHash('sha256').update(before).update(canonicalJson(entry.record)).digest('base64'),
        )
        if (standing === 'older' || standing === 'newer') differing.add(id)
      }
    },
    isCopied: (entry) => digestOf(entry) !== null,
    of(entry) {
      const digest = digestOf(entry)
      return digest === null ? entry : copied(entry, (id) => deriveId('copy', digest, id))
    },
  }
}

function conversationOf(entry: Entry): string | null {
  switch (entry.kind) {
    case 'conversation':
      return entry.record.id
    case 'message':
      return entry.conversationId
    case 'context':
      return entry.record.conversationId
    case 'forgotten':
      return null
  }
}

function copied(entry: Entry, other: (id: string) => string): Entry {
  switch (entry.kind) {
    case 'conversation': {
      const { record } = entry
      const title = `${record.title.slice(0, titleLimit - mark.length)}${mark}`
      const summaryUntil = record.summaryUntil === null ? null : other(record.summaryUntil)
      return { ...entry, record: { ...record, id: other(record.id), title, summaryUntil } }
    }
    case 'message': {
      const record = { ...entry.record, id: other(entry.record.id), metadata: referring(entry.record, other) }
      return { ...entry, record: record as MessageRecord, conversationId: other(entry.conversationId) }
    }
    case 'context': {
      const { id, conversationId, messageId, ...rest } = entry.record
      const record: NewContext = {
        ...rest,
        id: other(id),
        conversationId: other(conversationId),
        messageId: messageId === null ? null : other(messageId),
        // It may have been said in a conversation that is not copied.
        otherMessageId: messageId ?? undefined,
      }
      return { ...entry, record }
    }
    case 'forgotten':
      return entry
  }
}

function referring({ metadata }: MessageRecord, other: (id: string) => string): unknown {
  if (metadata === null) return null
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      references.has(key) && typeof value === 'string' ? other(value) : (value as unknown),
    ]),
  )
}
