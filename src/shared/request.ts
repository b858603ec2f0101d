import { z } from 'zod'
import type { ErrorReport } from './errors.ts'
import { risks, undoables } from './risk.ts'

/** Where nobody was asked: what has said yes, and the granted folder in which it may read. */
const allowedSchema = z.strictObject({ by: z.enum(['rule', 'run']), folder: z.string() })
export type Allowed = z.infer<typeof allowedSchema>

/** What lay where a step removes something, or puts something else, when the plan was shown; or a fact that it forgets. */
const seenSchema = z.strictObject({
  /** Where it truly lies; of a fact its id. */
  path: z.string(),
  /** What tells whether it is still the same; null where there was nothing. */
  print: z.string().nullable(),
})
export type Seen = z.infer<typeof seenSchema>

const plannedActionSchema = z.strictObject({
  id: z.string(),
  action: z.string(),
  title: z.string(),
  /** As the action checked them, with whole paths. */
  arguments: z.record(z.string(), z.json()),
  risk: z.enum(risks),
  undo: z.enum(undoables),
  /** It is not done where something else lies there by then. */
  seen: z.array(seenSchema).optional(),
  allowed: allowedSchema.optional(),
})
export type PlannedAction = z.infer<typeof plannedActionSchema>

/** A plan of actions that waits for a yes: the metadata of an `agent_request`. */
export const requestMetadataSchema = z.strictObject({
  turnId: z.uuid().optional(),
  summary: z.string(),
  actions: z.array(plannedActionSchema),
  destructive: z.boolean(),
  /** Of what would be carried out. Whoever approves sends the one that was shown. */
  digest: z.string(),
  status: z.enum(['pending', 'approved', 'cancelled', 'expired']),
  /** The model that named the actions; none where a command of the person's did. */
  model: z.string().optional(),
  /** ISO 8601: from then on it cannot be approved. */
  expiresAt: z.iso.datetime().optional(),
  /** What others wrote and the model had read when it named the actions, such as `notes.md`. */
  readBefore: z.array(z.string()).optional(),
  /** Who said yes: a person, a rule of theirs, or the approval of the run that this reading goes on with. */
  approvedBy: z.enum(['person', 'rule', 'run']).optional(),
  answeredAt: z.iso.datetime().optional(),
  /** The run that it became. */
  runId: z.uuid().optional(),
  /** The `agent_result` that closed that run. */
  resultId: z.uuid().optional(),
  /** Which app carries it out, where several share a database; gone when it has its result. */
  writer: z.uuid().optional(),
})
export type RequestMetadata = z.infer<typeof requestMetadataSchema>

/** What a person sees of a step before it is done. Texts are whole; the window makes the diff. */
export type Preview =
  /** A file's text before and after; null where there is no file. */
  | {
      readonly kind: 'file'
      readonly path: string
      readonly before: string | null
      readonly after: string
      /** What is to be said of it. */
      readonly notes?: readonly string[]
    }
  /** The whole command, the folder it runs in, and what is to be said of it (what keeps it in, what does not). */
  | {
      readonly kind: 'command'
      readonly command: string
      readonly folder: string
      readonly notes: readonly string[]
    }
  /** What it is done to, and what is to be said of it. */
  | { readonly kind: 'targets'; readonly targets: readonly string[]; readonly notes: readonly string[] }

/** The preview of one planned action, or why there is none: then it is clear already that it cannot be done. */
export interface ActionPreview {
  readonly actionId: string
  readonly preview: Preview | null
  readonly problem: ErrorReport | null
}

/** What there was of a plan before the person's eyes: whoever approves it names this digest, and none that came later. */
export interface ShownPlan {
  /** Of the plan that the previews belong to. */
  readonly digest: string
  readonly previews: readonly ActionPreview[]
}
