import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { PlannedAction, Preview, Seen } from '../../shared/request.ts'
import type { Risk, Undoable } from '../../shared/risk.ts'
import type { FileChange } from '../../shared/run.ts'
import { visible } from '../../shared/visible.ts'
import { absolutePath, shortPath } from './folders/path-text.ts'
import type { OfferedAction } from '../ollama/model-server.ts'
import { declareInput } from './declared-input.ts'
import type { Inverse } from './inverse.ts'
import type { Place } from './place.ts'

/*
 * An action is something that Hearth can do for a person. A model names one and gives arguments; `prepare` checks them and
 * makes a step of them, which says what it would do before it does it. Only a step can be carried out.
 */

/** The arguments of a step as a plan stores them: checked, and JSON. */
export type Arguments = PlannedAction['arguments']

/** What is told while an action runs. */
export type Progress =
  | { readonly type: 'output'; readonly text: string }
  | ({ readonly type: 'file' } & FileChange)
  /** The action keeps the whole of its output itself, in this file of the data folder's `outputs`. */
  | { readonly type: 'kept'; readonly path: string }

export interface ActionOutcome {
  /** What was done, in one sentence for a person. */
  readonly summary: string
  /** What the model gets to read, cut to a bounded length. It is data: others may have written it. */
  readonly output?: string
  /** Where the output comes from, where it is not Hearth's own: «proposed after reading notes.md». */
  readonly source?: string
  /** It was carried out and says itself that it did not end well, as a command can: no step begins after it. */
  readonly failed?: boolean
  /** How to take it back; left out where nothing was changed or nothing can be. */
  readonly inverse?: Inverse
}

export interface Execution {
  /** Of the step, a UUID: what lies about while it is under way is called by it. */
  readonly id?: string
  /** Where it was asked for; null outside of any conversation, such as for taking something back. */
  readonly conversationId: string | null
  readonly signal: AbortSignal
  readonly progress: (event: Progress) => void
  readonly place: Place
  /** What a person was shown of what the step takes away, and of what it is kept from. */
  readonly seen?: readonly Seen[] | undefined
  /**
   * For what takes a while before it begins: throws AppError `changed` where by now something else lies where it takes
   * something away, or in what it runs, than was shown.
   */
  readonly checkAgain?: (() => Promise<void>) | undefined
}

type InputSchema = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>

export interface ActionDefinition<Input extends InputSchema> {
  /** Small letters and underscores: the form that models know best. */
  readonly name: string
  /** For the model: what it does, and when it is the right one. */
  readonly description: string
  readonly input: Input
  /** By the arguments, never by what the model says of them. */
  readonly risk: (args: z.output<Input>, place: Place) => Risk
  readonly undo: Undoable | ((args: z.output<Input>, place: Place) => Undoable)
  /** One sentence for a person: what will be done. */
  readonly summarize: (args: z.output<Input>) => string
  /** What the dialog shows. May look, and changes nothing. Throws AppError where it is clear that it cannot be done. */
  readonly preview?: (args: z.output<Input>, place: Place) => Preview | Promise<Preview>
  /** The paths that it only reads, where a rule for a folder can allow it; without this no rule can. */
  readonly reads?: (args: z.output<Input>) => readonly string[]
  /** What it needs and has not got here and now, in a sentence; null where nothing is missing. Then no model is offered it. */
  readonly lacks?: () => string | null | Promise<string | null>
  /**
   * The arguments with each file and folder that they name as `whole` gives it; without this they name none. What is
   * stored is bound like that: whatever is granted or taken back later, it means the same.
   */
  readonly bind?: (args: z.output<Input>, whole: (path: string) => string, place: Place) => z.output<Input>
  /** What it removes, puts something else in the place of, or runs: it has to be still as it was when the plan was shown. */
  readonly replaces?: (args: z.output<Input>) => readonly Replaced[]
  /**
   * What it takes away that lies at no path, or of what it is kept from: it is handed to `execute` as it was shown, which
   * takes nothing else. Throws AppError where that cannot be looked at.
   */
  readonly takes?: (args: z.output<Input>, place: Place) => Promise<readonly Seen[]>
  /**
   * Does it. Throws AppError where it cannot; then nothing was changed, or the error is a PartlyDone. An abort is
   * AppError `cancelled`.
   */
  readonly execute: (args: z.output<Input>, execution: Execution) => Promise<ActionOutcome>
}

/** A path, as the arguments name it, where something may be that a step takes away, or runs. */
export interface Replaced {
  readonly path: string
  /** What a link at its end leads to is meant, and not the link. */
  readonly follow: boolean
  /** Where there was nothing when the plan was shown, anything may have come: a step before makes it. */
  readonly mayCome?: boolean
  /** It is only run. What lies in no granted folder is not looked at then. */
  readonly runs?: boolean
}

/** An action with arguments that fit it. */
export interface Step {
  readonly action: string
  /** As checked, with what the schema fills in. This is what a plan stores and what `prepare` takes again. */
  readonly arguments: Arguments
  readonly title: string
  /** The paths that it reads and nothing besides, as the arguments name them; null where a rule cannot allow it. */
  readonly reads: readonly string[] | null
  readonly replaces: readonly Replaced[]
  takes(place: Place): Promise<readonly Seen[]>
  /**
   * The same step with whole paths in its arguments; its title names them short. Throws AppError where a name says not
   * in which folder it lies.
   */
  bind(place: Place): Step
  /** The files and folders that its arguments name, as they name them. */
  names(place: Place): readonly string[]
  risk(place: Place): Risk
  undo(place: Place): Undoable
  /** Null where the arguments say it all. */
  preview(place: Place): Promise<Preview | null>
  execute(execution: Execution): Promise<ActionOutcome>
}

export interface Action {
  readonly name: string
  /** What a model is told of it. */
  readonly offered: OfferedAction
  /** Why it cannot be done here and now whatever the arguments, in a sentence; null where it can. */
  lacks(): Promise<string | null>
  /** The only way to a step. Throws AppError `invalid_input` that says what is wrong with the arguments. */
  prepare(args: unknown): Step
}

/** It went wrong on the way, and some of it was done: how to take that back. */
export class PartlyDone extends AppError {
  readonly inverse: Inverse

  constructor(error: AppError, inverse: Inverse) {
    super(error.code, error.message, { cause: error })
    this.inverse = inverse
  }
}

/** Makes an action of what is to be said of it. */
export function defineAction<Input extends InputSchema>(definition: ActionDefinition<Input>): Action {
  const { name, description, input, undo } = definition
  const makeStep = (args: z.output<Input>, named = args): Step => ({
    action: name,
    arguments: z.record(z.string(), z.json()).parse(args),
    // Names come from others: none breaks a line or turns it around.
    title: visible(definition.summarize(named)),
    reads: definition.reads?.(args) ?? null,
    replaces: definition.replaces?.(args) ?? [],
    takes: async (place) => (await definition.takes?.(args, place)) ?? [],
    bind(place) {
      const { bind = (same) => same } = definition
      const bound = bind(args, (path) => absolutePath(path, place), place)
      return makeStep(
        bound,
        bind(bound, (path) => shortPath(path, place), place),
      )
    },
    names(place) {
      const paths: string[] = []
      definition.bind?.(args, (path) => (paths.push(path), path), place)
      return paths
    },
    risk: (place) => definition.risk(args, place),
    undo: (place) => (typeof undo === 'function' ? undo(args, place) : undo),
    preview: async (place) => (await definition.preview?.(args, place)) ?? null,
    execute: async (execution) => {
      const outcome = await definition.execute(args, execution)
      return { ...outcome, summary: visible(outcome.summary) }
    },
  })
  return {
    name,
    offered: { name, description, input: declareInput(input) },
    lacks: async () => (await definition.lacks?.()) ?? null,
    prepare(raw) {
      const checked = input.safeParse(raw)
      if (checked.success) return makeStep(checked.data)
      const wrong = z.prettifyError(checked.error)
      throw new AppError('invalid_input', `The arguments of ${name} do not fit:\n${wrong}`, {
        cause: checked.error,
      })
    },
  }
}
