import type { Database } from '../../src/core/database/database.ts'
import * as schema from '../../src/core/database/schema.ts'
import { storableJson } from '../../src/shared/text.ts'
import { contextOrigins, contextStatuses, contextTypes } from '../../src/shared/context.ts'
import type { Message, MessageType } from '../../src/shared/message.ts'
import type { Random } from './random.ts'

/** Fills a store with whatever one may hold: all types of messages, replaced ones, odd texts and values. */
export async function fillWithOdd(db: Database, random: Random, conversations = 12): Promise<void> {
  for (let index = 0; index < conversations; index += 1) {
    const id = random.id()
    const createdAt = time(random)
    // Some have more messages than are read at once.
    const count = random.chance(0.1) ? 520 : random.below(8)
    const messages = Array.from({ length: count }, () => oddMessage(id, random))
    await db.insert(schema.conversation).values({
      id,
      title: oddText(random),
      titledBy: random.pick(['message', 'model', 'person']),
      model: random.chance(0.5) ? oddText(random) : null,
      numCtx: 512 + random.below(100_000),
      draft: random.chance(0.3) ? 'not sent' : '',
      summary: random.chance(0.3) ? oddText(random) : null,
      summaryUntil: random.chance(0.3) ? (messages[0]?.id ?? null) : null,
      createdAt,
      updatedAt: time(random),
    })
    if (count > 0) await db.insert(schema.message).values(messages)
    const contexts = Array.from({ length: random.below(4) }, (_, key) => ({
      id: random.id(),
      conversationId: id,
      contextType: random.pick(contextTypes),
      contextKey: `${oddText(random).slice(0, 200)}${key}`.toWellFormed(),
      contextValue: oddJson(random, 3) ?? false,
      createdAt: time(random),
      updatedAt: time(random),
      status: random.pick(contextStatuses),
      origin: random.pick(contextOrigins),
      confidence: random.chance(0.5) ? random.fraction() : null,
      evidence: random.chance(0.5) ? oddText(random) : null,
      messageId: random.chance(0.5) ? (messages[0]?.id ?? null) : null,
      pinned: random.chance(0.2),
      usedAt: random.chance(0.5) ? time(random) : null,
      useCount: random.below(100),
      history: random.chance(0.3) ? [{ value: oddJson(random, 2), until: time(random).toISOString() }] : [],
    }))
    if (contexts.length > 0) await db.insert(schema.conversationContext).values(contexts)
  }
  const hash = (): string => random.id().replaceAll('-', '').repeat(2)
  await db.insert(schema.forgotten).values([
    { kind: 'words', hash: hash(), createdAt: time(random) },
    { kind: 'key', hash: hash(), createdAt: time(random) },
  ])
}

function oddMessage(
  conversationId: string,
  random: Random,
): typeof schema.message.$inferInsert & { id: string } {
  const messageType = random.pick([
    'text',
    'text',
    'agent_request',
    'agent_progress',
    'agent_result',
  ] as const)
  return {
    id: random.id(),
    conversationId,
    role: random.pick(['user', 'assistant', 'system']),
    content: oddText(random),
    messageType,
    metadata: random.chance(0.2) ? null : storableJson(oddMetadata(messageType, random)),
    createdAt: time(random),
    supersededAt: random.chance(0.2) ? time(random) : null,
  }
}

function oddMetadata(type: MessageType, random: Random): Message['metadata'] {
  const runId = random.id()
  switch (type) {
    case 'text':
      return {
        turnId: random.id(),
        status: random.pick(['complete', 'stopped', 'failed'] as const),
        thinking: oddText(random),
        usage: { totalMs: random.fraction() * 1e6, firstTokenMs: 1e21 },
        recalled: { contexts: [random.id()], messages: [] },
      }
    case 'agent_request':
      return {
        summary: oddText(random),
        actions: [
          {
            id: '1',
            action: 'write_file',
            title: oddText(random),
            arguments: { path: oddText(random), more: oddJson(random, 2) as string },
            risk: random.pick(['read', 'change', 'destructive'] as const),
            undo: 'partly',
          },
        ],
        destructive: random.chance(0.5),
        digest: random.text(20),
        status: random.pick(['pending', 'cancelled', 'expired'] as const),
        expiresAt: time(random).toISOString(),
      }
    case 'agent_progress':
      return { runId, actionId: '1', state: 'succeeded', output: oddText(random), summary: 'Done.' }
    case 'agent_result':
      return {
        runId,
        status: random.pick(['succeeded', 'failed'] as const),
        done: ['1'],
        advice: oddText(random),
      }
  }
}

const pieces = [
  'word',
  ' ',
  '\n',
  '\t',
  '"',
  '\\',
  '/',
  '```',
  '# ',
  '😀',
  '\u2028',
  '\uFEFF',
  '\u0001',
  '\u007F',
  'ü',
  '漢',
  '\uFFFD',
  '</script>',
  "'; drop table message; --",
  String.raw`\u0000`,
]

function oddText(random: Random): string {
  return Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('')
}

const numbers = [0, -0, 1, -1.5, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 0.1, 9007199254740991]

function oddJson(random: Random, depth: number): unknown {
  const kind = random.below(depth > 0 ? 7 : 5)
  if (kind === 0) return random.pick(numbers)
  if (kind === 1) return random.chance(0.5)
  if (kind === 2) return null
  if (kind <= 4) return oddText(random)
  const items = Array.from({ length: random.below(4) }, () => oddJson(random, depth - 1))
  if (kind === 5) return items
  const names = ['__proto__', 'constructor', '10', '2', 'a', 'bb', '', 'ü', '😀', '\uFB33', 'toJSON']
  return Object.fromEntries(items.map((item) => [random.pick(names), item]))
}

/** With milliseconds, in the years that people live in, and at their edges. */
function time(random: Random): Date {
  if (random.chance(0.05))
    return new Date(random.pick(['1970-01-01T00:00:00.000Z', '2999-12-31T23:59:59.999Z']))
  return new Date(1_700_000_000_000 + random.below(1_000_000_000))
}
