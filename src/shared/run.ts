import { z } from 'zod'
import { errorReportSchema } from './error-report.ts'

const moment = z.iso.datetime()

/** What a step changed in a text file: the beginning of it, within `diffKept`. */
const fileDiffSchema = z.strictObject({
  added: z.number().int().nonnegative(),
  removed: z.number().int().nonnegative(),
  lines: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }),
      /** So many unchanged lines. */
      z.strictObject({ kind: z.literal('fold'), count: z.number().int().positive() }),
    ]),
  ),
  cut: z.boolean().optional(),
})

const fileChangeSchema = z.strictObject({
  change: z.enum(['created', 'changed', 'removed', 'moved']),
  path: z.string(),
  /** Where a text was written or edited; of what is not text, or very long, there is none. */
  diff: fileDiffSchema.optional(),
})
export type FileChange = z.infer<typeof fileChangeSchema>

const leftSchema = z.array(z.strictObject({ path: z.string(), reason: z.string() }))

/** The metadata of `agent_progress`, one row for each step of a run: written before it begins, while it gives output, and after it ended. */
export const progressMetadataSchema = z.strictObject({
  runId: z.uuid(),
  requestId: z.uuid().optional(),
  actionId: z.string(),
  /** `output`: under way, with output. `unknown`: it was under way when Hearth ended. */
  state: z.enum(['started', 'output', 'succeeded', 'failed', 'cancelled', 'unknown']),
  title: z.string().optional(),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  /** The end of what it gave out, at most `outputShown` characters. */
  output: z.string().optional(),
  /** How many characters it gave out in all. */
  outputLength: z.number().int().nonnegative().optional(),
  /** The file in `outputs` with the whole of it, where the action kept that by itself. */
  outputFile: z.string().optional(),
  /** What was done, in a sentence. */
  summary: z.string().optional(),
  /** Where what it read comes from, where others wrote that. */
  source: z.string().optional(),
  error: errorReportSchema.optional(),
  files: z.array(fileChangeSchema).optional(),
  /** How to take it back, or what is left of it (`inverseSchema`, in core). */
  inverse: z.json().optional(),
  /** It was taken back, all but what is left. */
  undone: z.strictObject({ at: moment, left: leftSchema }).optional(),
  /** Why nothing of it was taken back when that was tried. */
  stays: leftSchema.optional(),
})
export type ProgressMetadata = z.infer<typeof progressMetadataSchema>

const changesSchema = z.object({ changes: z.array(z.object({ kind: z.string() })) })

/** What kinds of changes a step left that can still be taken back; `trashed` by a person alone, out of the system's trash. */
export function changeKinds({ inverse }: ProgressMetadata): readonly string[] {
  const changed = changesSchema.safeParse(inverse)
  return changed.success ? changed.data.changes.map(({ kind }) => kind) : []
}

export const runStatuses = ['succeeded', 'failed', 'cancelled', 'interrupted'] as const
export type RunStatus = (typeof runStatuses)[number]

/** The metadata of `agent_result`, which closes a run. */
export const resultMetadataSchema = z.strictObject({
  runId: z.uuid(),
  requestId: z.uuid().optional(),
  status: z.enum(runStatuses),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  /** Ids of the actions that were done, and of those that were not. */
  done: z.array(z.string()).optional(),
  notDone: z.array(z.string()).optional(),
  error: errorReportSchema.optional(),
  /** What to try. */
  advice: z.string().optional(),
  undone: z.enum(['yes', 'partly']).optional(),
  /** The person stopped it, also where it had come to its end by then: nothing goes on from it. */
  stopped: z.literal(true).optional(),
})
export type ResultMetadata = z.infer<typeof resultMetadataSchema>

/** A run that is under way, as it is now. */
export interface RunningRun {
  readonly id: string
  readonly requestId: string
  readonly conversationId: string
  readonly state: 'running' | 'pausing' | 'paused' | 'stopping'
  readonly startedAt: string
  /** The action under way, or the next one. */
  readonly actionId: string | null
}

/** What became of an attempt to take something back. */
export interface UndoReport {
  readonly undone: readonly string[]
  /** What was left as it is, and why. */
  readonly left: readonly { readonly path: string; readonly reason: string }[]
}

/** A run among others, for a list. */
export interface RunSummary {
  readonly id: string
  readonly conversationId: string
  readonly title: string
  readonly startedAt: string
  /** `running` until it has a result. */
  readonly status: RunStatus | 'running'
  readonly steps: number
  readonly canUndo: boolean
  /** Some of it lies in the system's trash, out of which only a person takes it. */
  readonly inTrash: boolean
}
