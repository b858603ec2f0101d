import { AppError } from '../../../shared/errors.ts'
import { endsWithin, storableJson } from '../../../shared/text.ts'
import type { Step } from '../../actions/action.ts'
import type { Catalogue } from '../../actions/catalogue.ts'
import type { ActionCall } from '../../ollama/model-server.ts'
import { parsedJson } from '../../parsed-json.ts'

/** Actions that one plan may have. */
export const mostCalls = 50
/** Levels of nesting that any arguments need. */
const deepest = 20
/** Characters of a text in a call, when the call is shown to the model once more. */
const echoed = 500

/** A call of a model's, as a step that can be carried out or with what is wrong with it. */
export type CheckedCall =
  | { readonly call: ActionCall; readonly step: Step; readonly problem: null }
  | { readonly call: ActionCall; readonly step: null; readonly problem: string }

/** The only way from what a model (or a command) names to steps. Nothing that fails here is ever carried out. */
export function checkCalls(calls: readonly ActionCall[], catalogue: Catalogue): CheckedCall[] {
  if (calls.length <= mostCalls) return calls.map((call) => check(call, catalogue))
  const problem = `These are too many actions for one plan: at most ${mostCalls}. Name the first ones only.`
  return calls.slice(0, 1).map((call) => ({ call: echo(call, {}), step: null, problem }))
}

/** The steps, where all calls are right; null where one is not: a plan with holes is another plan. */
export function stepsOf(checked: readonly CheckedCall[]): readonly Step[] | null {
  const steps = checked.flatMap(({ step }) => step ?? [])
  return steps.length === checked.length ? steps : null
}

function check(call: ActionCall, catalogue: Catalogue): CheckedCall {
  const action = catalogue.get(call.name)
  const given = objectIn(call.arguments)
  const fits = given !== null && endsWithin(deepest, given)
  const fail = (problem: string): CheckedCall => ({
    call: echo(call, fits ? given : {}),
    step: null,
    problem: problem.slice(0, 1_000),
  })
  if (!action)
    return fail(`There is no action “${nameOf(call)}”. There are: ${[...catalogue.keys()].join(', ')}.`)
  if (!fits) return fail(`The arguments of ${action.name} have to be a JSON object that fits its schema.`)
  try {
    return { call: echo(call, given), step: action.prepare(storableJson(given)), problem: null }
  } catch (error) {
    if (error instanceof AppError) return fail(error.message)
    throw error
  }
}

/** Arguments as an object; some models send it as a text. Parsed once, and not again. */
function objectIn(given: unknown): Record<string, unknown> | null {
  const value = typeof given === 'string' ? parsedJson(given) : given
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

function nameOf({ name }: ActionCall): string {
  return name.slice(0, 100)
}

function echo(call: ActionCall, args: Readonly<Record<string, unknown>>): ActionCall {
  return {
    ...(call.id !== undefined && { id: call.id }),
    name: nameOf(call),
    arguments: shortened(args),
  }
}

/** The same with its long texts cut: for a model that is to know what was called, and not to read it all again. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > echoed) return `${value.slice(0, echoed)}…`
  if (Array.isArray(value)) return value.slice(0, 100).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]))
}
