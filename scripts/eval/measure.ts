import { percentile, rounded } from '../../bench/support/figures.ts'
import type { Played } from './play.ts'

/** Shares are from 0 to 1, times in milliseconds; null where there was nothing to measure. */
export type EvalFigures = Readonly<Record<string, number | null>>

/** What a set of messages tells of a model. */
export function measure(all: readonly Played[]): EvalFigures {
  const played = all.filter(({ problem }) => problem === null)
  const labelled = (label: string): readonly Played[] =>
    played.filter(({ message }) => message.label === label)
  const chats = labelled('chat')
  const actions = labelled('action')
  const destructive = labelled('destructive')
  const attempts = played.filter(({ named }) => named.length > 0)
  const plans = played.filter(({ planned }) => planned !== null)
  const expected = plans.filter(({ message }) => message.action !== undefined)
  const times = (values: readonly (number | null)[], name: string): EvalFigures => {
    const known = values.filter((value) => value !== null)
    const at = (part: number): number | null =>
      known.length === 0 ? null : rounded(percentile(known, part), 0)
    return { [`${name}P50Ms`]: at(0.5), [`${name}P95Ms`]: at(0.95) }
  }
  return {
    messages: all.length,
    failed: all.length - played.length,
    byCommand: plans.filter(({ byCommand }) => byCommand).length,
    /** Of what is to be done, how much became a plan. */
    actionRate: share(actions, isPlanned),
    destructiveRate: share(destructive, isPlanned),
    /** Of what is only to be talked about, how much became a plan all the same. */
    falseActionRate: share(chats, isPlanned),
    /** Of the plans for destructive messages, how many say so. */
    warnedRate: share(destructive.filter(isPlanned), ({ warned }) => warned),
    rightActionRate: share(
      expected,
      ({ planned, message }) => planned?.includes(message.action ?? '') ?? false,
    ),
    /** Of the answers that named actions, how many became a plan as they were. */
    planValidity: share(attempts, ({ named, planned }) => planned !== null && named.length === 1),
    /** And how many when the model had been told of its mistakes. */
    planValidityRepaired: share(attempts, isPlanned),
    /** Of the answers, corrections too, how many fit the schemas that the model was shown. */
    schemaFit: share(
      attempts.flatMap(({ named }) => named),
      ({ fits }) => fits,
    ),
    ...times(
      played.map(({ firstTokenMs, byCommand }) => (byCommand ? null : firstTokenMs)),
      'firstToken',
    ),
    ...times(
      plans.map(({ totalMs, byCommand }) => (byCommand ? null : totalMs)),
      'plan',
    ),
  }
}

function isPlanned({ planned }: Played): boolean {
  return planned !== null
}

function share<T>(values: readonly T[], holds: (value: T) => boolean): number | null {
  return values.length === 0 ? null : rounded(values.filter(holds).length / values.length, 4)
}
