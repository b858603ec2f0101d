import { AppError } from '../../shared/errors.ts'
import { deriveId } from './derive-id.ts'
import { documentFormat, documentVersion } from './document.ts'

type Raw = Readonly<Record<string, unknown>>

/** How a version of the document is read as today's. Each next version adds the one before it here. */
export interface Dialect {
  /** The lists after the conversations, and whether there is a checksum. */
  readonly lists: readonly ('contexts' | 'forgotten')[]
  readonly checksum: boolean
  /** Of what is no longer written so; what does not fit is told by the schemas. */
  conversation(raw: Raw): { readonly record: Raw; readonly contexts: readonly Raw[] }
  message(raw: Raw): Raw
}

const today: Dialect = {
  lists: ['contexts', 'forgotten'],
  checksum: true,
  conversation: (record) => ({ record, contexts: [] }),
  message: (record) => record,
}

/** What the action `export_conversations` wrote before there was a memory document. */
const conversationsOne: Dialect = {
  lists: [],
  checksum: false,
  conversation({ remembered, ...rest }) {
    const facts: readonly unknown[] = Array.isArray(remembered) ? remembered : []
    const { id, updatedAt } = rest
    return {
      record: { titledBy: 'message', numCtx: 8_192, summary: null, summaryUntil: null, ...rest },
      contexts: facts.map((fact) => importedFact(fact, String(id), updatedAt)),
    }
  },
  message: (record) => ({ supersededAt: null, ...record }),
}

function importedFact(fact: unknown, conversationId: string, updatedAt: unknown): Raw {
  const given: Raw = typeof fact === 'object' && fact !== null ? (fact as Raw) : { key: fact }
  return {
    ...given,
    id: deriveId('context', conversationId, String(given['key'])),
    conversationId,
    status: 'kept',
    origin: 'imported',
    confidence: null,
    evidence: null,
    messageId: null,
    pinned: false,
    usedAt: null,
    useCount: 0,
    history: [],
    createdAt: updatedAt,
    updatedAt,
  }
}

/** Throws `invalid_input` for a version that is not known, saying what helps. */
export function findDialect(format: unknown, version: unknown, name: string): Dialect {
  if (format === documentFormat && version === documentVersion) return today
  if (format === 'hearth.conversations' && version === 1) return conversationsOne
  if (format !== documentFormat && format !== 'hearth.conversations')
    throw new AppError(
      'invalid_input',
      `${name} is no memory document of Hearth${format === undefined ? ': it has no “format”' : ''}. Exports of Hearth, ChatGPT (conversations.json) and Open WebUI can be imported.`,
    )
  if (typeof version === 'number' && Number.isInteger(version) && version > documentVersion)
    throw new AppError(
      'invalid_input',
      `${name} was written by a newer Hearth (version ${version} of the document; this one knows ${documentVersion}). Update Hearth, then import it.`,
    )
  throw new AppError(
    'invalid_input',
    `${name} says that it has version ${JSON.stringify(version)} of the document, which there never was.`,
  )
}
