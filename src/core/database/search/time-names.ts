/** What times are called in a language, in small letters. */
export interface TimeNames {
  /** Long and short names of months, and which month they are: 0 to 11. */
  readonly months: ReadonlyMap<string, number>
  /** What so many of a unit ago is called: `yesterday`, `last week`. */
  readonly past: (unit: 'day' | 'week' | 'month' | 'year', ago: number) => string
}

/** Of each language that was asked for: they never change, and working them out takes longer than all else of a question. */
const known = new Map<string, TimeNames>()

/** `language`: a BCP 47 tag. */
export function timeNames(language: string): TimeNames {
  const names = known.get(language) ?? namesIn(language)
  known.set(language, names)
  return names
}

function namesIn(language: string): TimeNames {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  return { months: monthsIn(language), past: (unit, ago) => wordsIn(relative.format(-ago, unit)) }
}

/** The words and numbers of a text in small letters, a space between them. */
export function wordsIn(text: string): string {
  return (text.toLowerCase().match(/\p{L}+|\d+/gu) ?? []).join(' ')
}

function monthsIn(language: string): Map<string, number> {
  const months = new Map<string, number>()
  for (const style of ['long', 'short'] as const) {
    // As it stands beside a day: many languages bend it there.
    for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, calendar: 'gregory', timeZone: 'UTC' })
      for (let month = 0; month < 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2024, month, 1))
        const written = parts.find(({ type }) => type === 'month')?.value ?? ''
        const name = written.replace('.', '').toLowerCase()
        if (/^\p{L}{3,}$/u.test(name) && !months.has(name)) months.set(name, month)
      }
    }
  }
  return months
}
