import { z } from 'zod'
import { answers } from './answers.ts'
import {
  contextStatuses,
  contextTypes,
  learnings,
  verdicts,
  type FactPage,
  type Forgotten,
  type MemorySettings,
  type Reasons,
  type RememberedFact,
} from './context.ts'
import { messageTypes, roles } from './message.ts'
import type { MeaningState, SearchPage } from './search.ts'
import {
  exportFormats,
  factsAs,
  mergePolicies,
  type Exported,
  type Imported,
  type ImportPreview,
} from './transfer.ts'

const id = z.uuid()

/** The part of the contract that is about what is remembered: memory, search, export and import. */
export const memoryRequests = {
  /** What is remembered, those changed last first; pinned ones before all others. */
  'memory.list': answers<FactPage>()(
    z.strictObject({
      text: z.string().max(1_000).optional(),
      types: z.array(z.enum(contextTypes)).max(10).optional(),
      statuses: z.array(z.enum(contextStatuses)).max(10).optional(),
      conversationId: id.optional(),
      limit: z.number().int().min(1).max(500).optional(),
      offset: z.number().int().nonnegative().optional(),
    }),
    () => 'memory',
  ),
  /** What a person changes of a fact. */
  'memory.change': answers<RememberedFact>()(
    z.strictObject({
      id,
      value: z.json().optional(),
      key: z.string().min(1).max(255).optional(),
      type: z.enum(contextTypes).optional(),
      pinned: z.boolean().optional(),
      /** Kept is what was proposed, or was said to be outdated. */
      status: z.enum(['kept', 'outdated']).optional(),
    }),
  ),
  /** Not kept, and not learned again from the same words. Returns how many. */
  'memory.reject': answers<number>()(z.strictObject({ ids: z.array(id).min(1).max(500) })),
  /** One fact of several: `into` stays, with the values of the others in its history. */
  'memory.merge': answers<RememberedFact>()(z.strictObject({ into: id, ids: z.array(id).min(1).max(100) })),
  'memory.judge': answers<void>()(z.strictObject({ id, verdict: z.enum(verdicts) })),
  /** With `dryRun` it only tells what would be forgotten; with the digest of that, exactly that is, or `changed` thrown. */
  'memory.forget': answers<Forgotten>()(
    z
      .strictObject({
        what: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('ids'), ids: z.array(id).min(1).max(20_000).readonly() }),
          z.strictObject({ kind: z.literal('type'), type: z.enum(contextTypes) }),
          z.strictObject({ kind: z.literal('conversation'), conversationId: id }),
          z.strictObject({ kind: z.literal('search'), text: z.string().trim().min(1).max(1_000) }),
          z.strictObject({ kind: z.literal('all') }),
        ]),
        dryRun: z.boolean().optional(),
        shown: z.string().length(64).optional(),
      })
      .refine(
        ({ dryRun, shown }) => dryRun === true || shown !== undefined,
        'What was shown is to be named.',
      ),
  ),
  /** What an answer was given besides its conversation. */
  'memory.why': answers<Reasons>()(z.strictObject({ messageId: id })),
  'memory.settings': answers<MemorySettings>()(z.undefined()),
  'memory.configure': answers<MemorySettings>()(
    z.strictObject({ learn: z.enum(learnings).optional(), recall: z.boolean().optional() }),
  ),

  /** Over messages, what is remembered, plans and results. */
  search: answers<SearchPage>()(
    z.strictObject({
      text: z.string().max(1_000),
      roles: z.array(z.enum(roles)).max(3).optional(),
      types: z
        .array(z.enum([...messageTypes, 'context']))
        .max(5)
        .optional(),
      conversationId: id.optional(),
      after: z.iso.datetime().optional(),
      before: z.iso.datetime().optional(),
      limit: z.number().int().min(1).max(200).optional(),
      offset: z.number().int().min(0).max(10_000).optional(),
    }),
    () => 'search everything',
  ),
  /** Whether search also finds what means the same in other words. */
  'search.meaning': answers<MeaningState>()(z.undefined()),

  /** Asks the person for a file, in the system's own dialog, and writes it. Null when they chose none. */
  'transfer.export': answers<Exported | null>()(
    z.strictObject({
      /** For its progress, and to stop it. */
      id,
      scope: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('all') }),
        z.strictObject({ kind: z.literal('conversation'), conversationId: id }),
        z.strictObject({ kind: z.literal('memory') }),
        z.strictObject({
          kind: z.literal('range'),
          after: z.iso.datetime().optional(),
          before: z.iso.datetime().optional(),
        }),
      ]),
      format: z.enum(exportFormats),
    }),
  ),
  /** Asks the person for a file and reads it. Null when they chose none. Nothing is imported yet. */
  'transfer.choose': answers<ImportPreview | null>()(z.undefined()),
  'transfer.import': answers<Imported>()(
    z.strictObject({
      importId: id,
      policy: z.enum(mergePolicies),
      /** Else as the preview says. */
      facts: z.enum(factsAs).optional(),
      /** Also a document whose checksum does not fit. */
      despiteChecksum: z.boolean().optional(),
    }),
  ),
  'transfer.cancel': answers<void>()(z.strictObject({ id })),
  /** Shows the file that an export wrote in the system's file manager. Only one of this start, and while it is there. */
  'transfer.show': answers<void>()(z.strictObject({ id })),
} as const
