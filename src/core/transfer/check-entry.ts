import type { z } from 'zod'
import { storableJson } from '../../shared/text.ts'
import { deriveId } from './derive-id.ts'
import { contextSchema, conversationSchema, forgottenSchema, messageSchema } from './document.ts'
import type { MessageRecord } from './document.ts'
import type { Entry } from './entry.ts'
import { createIdSet, type IdSet } from './id-set.ts'
import { settledMetadata } from '../database/queries/settled-metadata.ts'

/** Entries of one document: each has to fit its schema, and all have to fit together. */
export interface EntryCheck {
  conversation(raw: unknown, text: string): Entry & { kind: 'conversation' }
  message(raw: unknown, text: string, conversationId: string): Entry
  context(raw: unknown, text: string): Entry
  forgotten(raw: unknown, text: string): Entry
  /** What a person should know of it before it is imported. */
  warnings(): readonly string[]
}

/** What is wrong with an entry: the keys that lead to it, and a sentence without its end. */
export class EntryProblem extends Error {
  override readonly name = 'EntryProblem'
}

export function createEntryCheck(): EntryCheck {
  const conversations = createIdSet()
  const others = createIdSet()
  const keys = createIdSet()
  const runs = createIdSet()
  /** Each with its conversation. */
  const homes = createIdSet()
  let changed = 0
  let waiting = 0

  function parse(schema: z.ZodType, raw: unknown, text: string): unknown {
    const result = schema.safeParse(raw)
    if (!result.success) throw new EntryProblem(describe(result.error))
    // As it was read: a copy of zod's leaves out a key named __proto__ in what may be any JSON.
    if (!text.includes(String.raw`\u`)) return raw
    const storable = storableJson(raw)
    if (JSON.stringify(storable) !== JSON.stringify(raw)) changed += 1
    return storable
  }

  function once(seen: IdSet, id: string): void {
    if (!seen.add(id)) throw new EntryProblem(`id: ${id} is there twice`)
  }

  function known(conversationId: string): void {
    if (!conversations.has(conversationId))
      throw new EntryProblem(`conversationId: there is no conversation ${conversationId} in the document`)
  }

  return {
    conversation(raw, text) {
      const record = parse(conversationSchema, raw, text) as (Entry & { kind: 'conversation' })['record']
      once(conversations, record.id)
      return { kind: 'conversation', record }
    },
    message(raw, text, conversationId) {
      const read = parse(messageSchema, raw, text) as MessageRecord
      once(others, read.id)
      const runId = read.messageType === 'text' ? undefined : read.metadata?.runId
      if (runId !== undefined) {
        const isHome = !homes.add(deriveId('run', runId, conversationId))
        if (!runs.add(runId) && !isHome)
          throw new EntryProblem(`metadata.runId: the run ${runId} is in another conversation`)
      }
      if (read.messageType === 'agent_request' && read.metadata?.status === 'pending') waiting += 1
      const record = { ...read, metadata: settledMetadata(read.messageType, read.metadata) } as MessageRecord
      return { kind: 'message', record, conversationId }
    },
    context(raw, text) {
      const record = parse(contextSchema, raw, text) as (Entry & { kind: 'context' })['record']
      once(others, record.id)
      known(record.conversationId)
      if (!keys.add(deriveId('key', record.conversationId, record.key)))
        throw new EntryProblem(`key: ${JSON.stringify(record.key)} is there twice in its conversation`)
      return { kind: 'context', record: { ...record, confidence: single(record.confidence) } }
    },
    forgotten(raw, text) {
      const record = parse(forgottenSchema, raw, text) as (Entry & { kind: 'forgotten' })['record']
      return { kind: 'forgotten', record }
    },
    warnings: () => [
      ...(changed > 0
        ? [
            `${changed} ${changed === 1 ? 'entry has' : 'entries have'} characters that cannot be stored (NUL, or half of a surrogate pair): each becomes U+FFFD (�).`,
          ]
        : []),
      ...(waiting > 0
        ? [
            `${waiting} of the plans in it were waiting for an answer. They come as expired: ask anew for what you still want.`,
          ]
        : []),
    ],
  }
}

/** The first thing that is wrong, with the keys that lead to it. */
function describe({ issues }: z.ZodError): string {
  let [issue] = issues
  const path: PropertyKey[] = [...(issue?.path ?? [])]
  // Of a union the branch that came furthest says what is meant.
  while (issue?.code === 'invalid_union' && issue.errors[0]?.[0]) {
    ;[[issue]] = issue.errors as [[z.core.$ZodIssue]]
    path.push(...issue.path)
  }
  const where = path.length > 0 ? `${path.map(String).join('.')}: ` : ''
  return `${where}${issue?.message ?? 'it does not fit'}`
}

/** As the database keeps it, which has 4 bytes for it: the shortest number that means the same there. */
function single(value: number | null): number | null {
  if (value === null) return null
  const wanted = Math.fround(value)
  for (let digits = 1; digits < 10; digits += 1) {
    const shorter = Number(wanted.toPrecision(digits))
    if (Math.fround(shorter) === wanted) return shorter
  }
  return wanted
}
