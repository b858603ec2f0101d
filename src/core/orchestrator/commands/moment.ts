/** Numbers that people write out. */
const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  'half an': 0.5,
}
const count = `(?:\\d{1,4}|${Object.keys(numbers).join('|')})`

/** When a reminder is due, as it was said; the rest of the sentence says of what. */
const amount = new RegExp(`^in (${count}) (minute|min|hour|day)s?$`, 'iu')
const clock = /^(?:(today|tomorrow) )?at (\d{1,2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?$/iu
const clockFirst = /^(at .+?) (today|tomorrow)$/iu

/** The forms, for a sentence that has one at an end of it. */
export const momentPattern =
  `(?:in ${count} (?:minute|min|hour|day)s?` +
  '|(?:(?:today|tomorrow) )?at \\d{1,2}(?::\\d{2})?(?: ?[ap]\\.?m\\.?)?(?: (?:today|tomorrow))?)'

/** The moment, in the time of this computer. Null where it is not clear which one is meant, or has gone by. */
export function readMoment(words: string, now: Date): Date | null {
  const swapped = clockFirst.exec(words)
  return readAmount(words, now) ?? readClock(swapped ? `${swapped[2]} ${swapped[1]}` : words, now)
}

function readAmount(words: string, now: Date): Date | null {
  const match = amount.exec(words)
  if (match === null) return null
  const written = (match[1] ?? '').toLowerCase()
  const many = numbers[written] ?? Number(written)
  const unit = (match[2] ?? '').toLowerCase()
  if (many === 0 || (unit === 'day' && !Number.isInteger(many))) return null
  const moment = new Date(now)
  // A day is a day on the calendar: the clock shows the same when it is over.
  if (unit === 'day') moment.setDate(now.getDate() + many)
  else moment.setTime(now.getTime() + many * (unit === 'hour' ? 3_600_000 : 60_000))
  return moment
}

function readClock(words: string, now: Date): Date | null {
  const match = clock.exec(words)
  if (match === null) return null
  const [, day, written = '', minutes, half] = match
  // `at 5`: in the morning or in the evening?
  const hour = (minutes ?? half) ? hourOf(Number(written), half?.toLowerCase()) : null
  const minute = Number(minutes ?? 0)
  if (hour === null || minute > 59) return null
  // `at 5:30`, said at noon, may well be this afternoon; `at 05:30` and `at 5:30 am` are tomorrow.
  const isClear = half !== undefined || written.startsWith('0') || hour > 12
  const at = (days: number): Date =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minute)
  return nextOf(at, now, day?.toLowerCase() ?? (isClear ? 'either' : 'today'))
}

function nextOf(at: (days: number) => Date, now: Date, day: string): Date | null {
  if (day !== 'tomorrow' && at(0) > now) return at(0)
  return day === 'today' ? null : at(1)
}

function hourOf(written: number, half: string | undefined): number | null {
  if (half === undefined) return written < 24 ? written : null
  if (written < 1 || written > 12) return null
  return (written % 12) + (half === 'p' ? 12 : 0)
}
