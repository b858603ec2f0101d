import { z } from 'zod'
import { contextOrigins, contextStatuses } from '../../shared/context.ts'
import { showFact } from './memory/show-fact.ts'
import { factTypes } from './store.ts'

/** What tells whether something is still what an action left there. A folder's covers everything in it. */
const printSchema = z.strictObject({
  kind: z.enum(['file', 'link', 'folder']),
  /** Bytes of a file, names of a folder. */
  size: z.number().int().nonnegative(),
  mode: z.number().int(),
  sha256: z.string(),
})
export type Print = z.infer<typeof printSchema>

/** A fact as `remember` writes it, but for its key. */
const factSchema = z.strictObject({ type: z.enum(factTypes), value: z.json() })
const provenanceSchema = z.strictObject({
  status: z.enum(contextStatuses),
  origin: z.enum(contextOrigins),
  confidence: z.number().nullable(),
  evidence: z.string().nullable(),
  messageId: z.uuid().nullable(),
})
/** One that was there before. Journals of earlier versions do not say where it came from. */
const beforeSchema = factSchema.extend({ from: provenanceSchema.nullable().default(null) })

const changeSchema = z.discriminatedUnion('kind', [
  /**
   * At this path there was `before` (what was put aside under this id, or nothing); now there is `after`, or nothing. A
   * folder that was put aside has no print: it was moved whole.
   */
  z.strictObject({
    kind: z.literal('replaced'),
    path: z.string(),
    before: z.strictObject({ kept: z.uuid(), print: printSchema.nullable() }).nullable(),
    after: printSchema.nullable(),
  }),
  /** Something went from one path to another. The print of a folder is a glimpse; one that is too large has none. */
  z.strictObject({
    kind: z.literal('moved'),
    from: z.string(),
    to: z.string(),
    print: printSchema.nullable(),
  }),
  /** A folder was made. It is removed only while it is empty. */
  z.strictObject({ kind: z.literal('made_folder'), path: z.string() }),
  /** It lies in the system's trash, from where a person can take it. */
  z.strictObject({ kind: z.literal('trashed'), path: z.string() }),
  /** A reminder waits. It is cancelled while it does. */
  z.strictObject({ kind: z.literal('reminder'), id: z.uuid(), text: z.string() }),
  /** Under this key `after` is remembered in the step's conversation; before it was `before`, or nothing. */
  z.strictObject({
    kind: z.literal('remembered'),
    key: z.string(),
    before: beforeSchema.nullable(),
    after: factSchema,
  }),
])

/** One change that can be taken back. */
export type Change = z.infer<typeof changeSchema>

/** What a step changed, in the order in which it happened. JSON, so that it can be stored. */
export const inverseSchema = z.strictObject({ changes: z.array(changeSchema) })
export type Inverse = z.infer<typeof inverseSchema>

/** What a change is about, for people: where it left something, or what it tells. */
export function subjectOf(change: Change): string {
  if (change.kind === 'reminder') return change.text
  if (change.kind === 'remembered') return showFact(change.after)
  return change.kind === 'moved' ? change.to : change.path
}
