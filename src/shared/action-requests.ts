import { z } from 'zod'
import { answers } from './answers.ts'
import { ruleInputSchema, type GrantedFolder, type Rule } from './folder.ts'
import { longTextSchema } from './input-schemas.ts'
import type { RequestMessage } from './message.ts'
import type { Reminder } from './reminder.ts'
import type { ShownPlan } from './request.ts'
import type { RunSummary, UndoReport } from './run.ts'

const id = z.uuid()
const nothing = z.undefined()

/** The part of the contract that is about acting: plans, runs, folders, rules, reminders. */
export const actionRequests = {
  /**
   * What each action of a plan would do: diffs, whole commands, where they run. Nothing is done, but where something else
   * lies there now it is another plan, and the digest is that one's.
   */
  'request.preview': answers<ShownPlan>()(z.strictObject({ messageId: id })),
  /**
   * Another plan in its place: of its actions those that are named, with these arguments. `digest` is of the plan that was
   * shown. Returns the plan as it is stored now, with its own digest, to be shown before it is approved.
   */
  'request.revise': answers<RequestMessage>()(
    z.strictObject({
      messageId: id,
      digest: z.string().max(200),
      actions: z
        .array(z.strictObject({ id: z.string().max(100), arguments: z.record(z.string(), z.json()) }))
        .min(1)
        .max(200),
    }),
  ),
  /** Carries out what is stored, if that is what was shown. A destructive plan needs `understood`. */
  'request.approve': answers<RequestMessage>()(
    z.strictObject({ messageId: id, digest: z.string().max(200), understood: z.boolean().optional() }),
  ),
  /** `explain` and `otherWay` ask the model to go on from there; the turn is told by events. */
  'request.cancel': answers<void>()(
    z.strictObject({ messageId: id, instead: z.enum(['explain', 'otherWay', 'chat']).optional() }),
  ),

  /** Before the next step begins. */
  'run.pause': answers<void>()(z.strictObject({ runId: id })),
  /** Goes on with a paused run; with instructions the rest is planned anew, and asked for. */
  'run.resume': answers<void>()(z.strictObject({ runId: id, instructions: longTextSchema.optional() })),
  'run.stop': answers<void>()(z.strictObject({ runId: id })),
  /** Goes on after the step that was under way when Hearth ended; as a new request, never by itself. */
  'run.goOn': answers<RequestMessage>()(z.strictObject({ runId: id })),
  /** A step, or with no action all of them, the last first. */
  'run.undo': answers<UndoReport>()(z.strictObject({ runId: id, actionId: z.string().max(100).optional() })),
  /** The whole output of a step, at most a million characters of it. */
  'run.output': answers<string>()(z.strictObject({ runId: id, actionId: z.string().max(100) })),
  'run.list': answers<readonly RunSummary[]>()(
    z.strictObject({ conversationId: id.optional(), limit: z.number().int().min(1).max(500).optional() }),
  ),

  'folders.list': answers<readonly GrantedFolder[]>()(nothing),
  /** Asks the person for a folder, in the system's own dialog, and grants it. Null when they chose none. */
  'folders.choose': answers<GrantedFolder | null>()(nothing),
  'folders.revoke': answers<void>()(z.strictObject({ path: z.string().max(10_000) })),
  /** Whether actions may fetch pages of the web. Only this request switches it. */
  'network.get': answers<boolean>()(nothing),
  'network.turn': answers<void>()(z.strictObject({ on: z.boolean() })),
  'rules.list': answers<readonly Rule[]>()(nothing),
  /** From now on this action of a plan is always allowed in its folder. Only for one that reads. */
  'rules.allow': answers<Rule>()(ruleInputSchema),
  'rules.revoke': answers<void>()(z.strictObject({ id })),
  /** Those that wait, the next first, then those that were told lately. */
  'reminders.list': answers<readonly Reminder[]>()(nothing),
  'reminders.cancel': answers<void>()(z.strictObject({ id })),
} as const
