import { z } from 'zod'

/** Of a file's content and mode: whether it is still what was written. */
const printSchema = z.strictObject({
  size: z.number().int().nonnegative(),
  mode: z.number().int(),
  sha256: z.string(),
})
export type Print = z.infer<typeof printSchema>

const changeSchema = z.discriminatedUnion('kind', [
  /**
   * At this path there was `before` (the id of what was put aside, or nothing); now there is `after` (nothing, a file
   * with this print, or a folder).
   */
  z.strictObject({
    kind: z.literal('replaced'),
    path: z.string(),
    before: z.strictObject({ kept: z.uuid(), print: printSchema.nullable() }).nullable(),
    after: printSchema.nullable(),
  }),
  /** A file (with its print) or a folder (null) went from one path to another. */
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
])

/** One change that can be taken back. */
export type Change = z.infer<typeof changeSchema>

/** What a step changed, in the order in which it happened. JSON, so that it can be stored. */
export const inverseSchema = z.strictObject({ changes: z.array(changeSchema) })
export type Inverse = z.infer<typeof inverseSchema>
