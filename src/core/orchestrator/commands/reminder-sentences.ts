import { call, type Command } from './command.ts'
import { momentPattern, readMoment } from './moment.ts'

/** `remind me to … at …`, where it is clear when. */
export function readRemind(sentence: string, now: Date): Command | null {
  const match =
    new RegExp(`^remind me (?<when>${momentPattern}) (?:to|that|about|of) (?<what>.+)$`, 'iu').exec(
      sentence,
    ) ??
    new RegExp(`^remind me (?:to|that|about|of) (?<what>.+?),? (?<when>${momentPattern})$`, 'iu').exec(
      sentence,
    )
  const { when, what } = match?.groups ?? {}
  if (when === undefined || what === undefined) return null
  const moment = readMoment(when, now)
  return moment === null ? null : call('remind', { text: what, at: moment.toISOString() })
}
