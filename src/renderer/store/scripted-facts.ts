import type { RequestInput } from '../../shared/contract.ts'
import type { FactPage, RememberedFact } from '../../shared/context.ts'

/** For tests: a fact of conversation `a`. */
export function fact(id: string, more: Partial<RememberedFact> = {}): RememberedFact {
  return {
    id,
    conversationId: 'a',
    conversationTitle: 'Kubernetes at work',
    type: 'technology',
    key: `key_${id}`,
    value: `Value of ${id}`,
    status: 'kept',
    origin: 'learned',
    confidence: 0.92,
    evidence: `Words of ${id}`,
    messageId: `message ${id}`,
    pinned: false,
    usedAt: null,
    useCount: 0,
    history: [],
    createdAt: '2030-01-01T11:00:00.000Z',
    updatedAt: '2030-01-01T11:00:00.000Z',
    ...more,
  }
}

/** What main says of facts, as far as tests need it. */
export function factPage(
  facts: readonly RememberedFact[],
  { text = '', types, statuses, offset = 0, limit = 100 }: RequestInput<'memory.list'>,
): FactPage {
  const found = facts.filter(
    ({ key, value, type, status }) =>
      `${key} ${JSON.stringify(value)}`.toLowerCase().includes(text.toLowerCase()) &&
      (types?.includes(type) ?? true) &&
      (statuses?.includes(status) ?? true),
  )
  const count = (wanted: RememberedFact['status']) => facts.filter(({ status }) => status === wanted).length
  return {
    facts: found.slice(offset, offset + limit),
    hasMore: found.length > offset + limit,
    counts: {
      all: facts.length,
      byStatus: {
        proposed: count('proposed'),
        kept: count('kept'),
        superseded: count('superseded'),
        outdated: count('outdated'),
      },
    },
  }
}
