import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

type Fields = Record<string, unknown>

/** A document that a test may spoil. */
export interface TestDocument extends Fields {
  conversations: (Fields & { messages: Fields[] })[]
  contexts: Fields[]
  forgotten: Fields[]
}

const at = (minute: number): string => `2026-03-01T10:0${minute}:00.000Z`
const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`

/** One conversation with a message of each type, one fact, and a checksum that fits. */
export function makeDocument(): TestDocument {
  const message = (n: number, messageType: string, content: string, metadata: unknown): Fields => ({
    id: id(n),
    role: n === 1 ? 'user' : 'assistant',
    content,
    messageType,
    metadata,
    createdAt: at(n),
    supersededAt: null,
  })
  const runId = id(9)
  return signed({
    format: 'hearth.memory',
    version: 1,
    exportedAt: at(9),
    application: { name: 'Hearth', version: '1.2.3' },
    scope: { kind: 'all' },
    conversations: [
      {
        id: id(0),
        title: 'Deploying',
        titledBy: 'message',
        model: 'llama3',
        numCtx: 8192,
        summary: null,
        summaryUntil: null,
        createdAt: at(1),
        updatedAt: at(4),
        messages: [
          message(1, 'text', 'We deploy with Helm', null),
          message(2, 'agent_request', 'Write notes', {
            summary: 'Write notes',
            actions: [],
            destructive: false,
            digest: 'd',
            status: 'approved',
            runId,
            resultId: id(4),
          }),
          message(3, 'agent_progress', '', { runId, actionId: '1', state: 'succeeded' }),
          message(4, 'agent_result', 'Written', { runId, status: 'succeeded' }),
        ],
      },
    ],
    contexts: [
      {
        id: id(5),
        conversationId: id(0),
        type: 'technology',
        key: 'uses_helm',
        value: true,
        status: 'kept',
        origin: 'said',
        confidence: null,
        evidence: 'We deploy with Helm',
        messageId: id(1),
        pinned: false,
        usedAt: null,
        useCount: 0,
        history: [],
        createdAt: at(1),
        updatedAt: at(1),
      },
    ],
    forgotten: [],
  })
}

/** The same with the checksum that belongs to it. */
export function signed(document: TestDocument): TestDocument {
  const hash = createHash('sha256')
  const add = (record: unknown): unknown => hash.update(`${canonicalJson(record)}\n`)
  for (const { messages, ...conversation } of document.conversations) {
    add(conversation)
    for (const message of messages) add(message)
  }
  for (const record of [...document.contexts, ...document.forgotten]) add(record)
  return { ...document, sha256: hash.digest('hex') }
}
