import { timeNames, wordsIn } from './time-names.ts'

/** A stretch of time that a question names, in milliseconds since 1970; `to` is not in it. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** How far back a day or a month is looked for whose year is not named. */
const years = 5
/** Names of months that are other words as well: they count beside a number, after one of these, or with a capital. */
const doubtful = new Set(['may', 'march', 'mar'])
const before = new Set(['in', 'of', 'since', 'until', 'during', 'last', 'by'])
const between = new Set(['st', 'nd', 'rd', 'th', 'of', 'the', 'de', 'den'])

/**
 * The times that a question names: `9 May 2023`, `in October`, `2023-05-09`, `9.5.2023`, `2022`, and, in English and in
 * `languages`, `yesterday` and `last week`. Where no year is named, that day or month of each of the last years.
 */
export function timesIn(question: string, now: Date, languages: readonly string[]): Span[] {
  const relative = relativeTimes(question, now, languages)
  if (relative.length > 0) return relative.slice(0, mostSpans)
  const written = [
    ...question.matchAll(/\b((?:19|20)\d\d)-(\d\d?)-(\d\d?)\b|\b(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)\b/g),
  ].map(([, year, month, day, dayFirst, monthSecond, yearLast]) =>
    spanOf(Number(year ?? yearLast), Number(month ?? monthSecond) - 1, Number(day ?? dayFirst)),
  )
  return (written.length > 0 ? written : namedTimes(question, now, languages)).slice(0, mostSpans)
}

/** A question names few times; a log that was pasted names thousands, and each is looked up by itself. */
const mostSpans = 12

function namedTimes(question: string, now: Date, languages: readonly string[]): Span[] {
  const names = ['en', ...languages].map(timeNames)
  const monthOf = (word: string) => names.find(({ months }) => months.has(word))?.months.get(word)
  const words = (question.match(/\p{L}+|\d+/gu) ?? []).filter((word) => !between.has(word.toLowerCase()))
  const year = words.map(Number).find((value) => value >= 1900 && value <= now.getFullYear() + 1)
  const spans = words.flatMap((word, index) => {
    const month = monthOf(word.toLowerCase())
    if (month === undefined) return []
    const day = [words[index - 1], words[index + 1]].map(Number).find((value) => value >= 1 && value <= 31)
    const isSure =
      !doubtful.has(word.toLowerCase()) ||
      day !== undefined ||
      before.has(words[index - 1]?.toLowerCase() ?? '') ||
      (index > 0 && /^\p{Lu}/u.test(word))
    if (!isSure) return []
    const meant =
      year === undefined ? Array.from({ length: years }, (_, ago) => now.getFullYear() - ago) : [year]
    return meant.map((one) => spanOf(one, month, day))
  })
  return spans.length > 0 || year === undefined ? spans : [{ from: at(year, 0, 1), to: at(year + 1, 0, 1) }]
}

function spanOf(year: number, month: number, day: number | undefined): Span {
  if (day === undefined) return { from: at(year, month, 1), to: at(year, month + 1, 1) }
  return { from: at(year, month, day), to: at(year, month, day + 1) }
}

/** Where the person is: that is how they count days. */
function at(year: number, month: number, day: number): number {
  return new Date(year, month, day).getTime()
}

function relativeTimes(question: string, now: Date, languages: readonly string[]): Span[] {
  const asked = ` ${wordsIn(question)} `
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const monday = day - ((now.getDay() + 6) % 7)
  const spans = [
    { unit: 'day', ago: 1, from: at(year, month, day - 1), to: at(year, month, day) },
    { unit: 'day', ago: 2, from: at(year, month, day - 2), to: at(year, month, day - 1) },
    { unit: 'week', ago: 1, from: at(year, month, monday - 7), to: at(year, month, monday) },
    { unit: 'month', ago: 1, from: at(year, month - 1, 1), to: at(year, month, 1) },
    { unit: 'year', ago: 1, from: at(year - 1, 0, 1), to: at(year, 0, 1) },
  ] as const
  const names = ['en', ...languages].map(timeNames)
  return spans.flatMap(({ unit, ago, from, to }) =>
    names.some(({ past }) => asked.includes(` ${past(unit, ago)} `)) ? [{ from, to }] : [],
  )
}

const dayMs = 86_400_000
/** Days after which what is told of a time counts half: it is mostly told when it is over. */
const half = 5
/** Days after which it has nothing to do with it. */
const over = 30

/** How near a moment is to the times that a question names: 1 within, less and less after, 0 before. */
export function nearness(moment: number, spans: readonly Span[]): number {
  return Math.max(
    0,
    ...spans.map(({ from, to }) => {
      if (moment < from) return 0
      const days = Math.max(0, moment - to) / dayMs
      return days > over ? 0 : 2 ** (-days / half)
    }),
  )
}
