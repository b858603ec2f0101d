import type { Translate } from '../../shared/words/language.ts'

/** `4 s`, `1 min 05 s`. */
export function formatSeconds(seconds: number, t: Translate): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return t('transcript:seconds', { seconds: whole })
  const rest = String(whole % 60).padStart(2, '0')
  return t('transcript:minutes', { minutes: Math.floor(whole / 60), seconds: rest })
}

/** `640 bytes`, `12 kB`, `1.0 MB`. */
export function formatBytes(bytes: number, t: Translate): string {
  if (bytes < 1_000) return t('transcript:bytes', { bytes })
  if (bytes < 999_500) return t('transcript:kilobytes', { kilobytes: Math.round(bytes / 1_000) })
  return t('transcript:megabytes', { megabytes: bytes / 1_000_000 })
}

/** Shows the time of a message as its reader's clock does; with the day, unless it is today. */
export function createTimeFormat(locale?: string): (iso: string, now: Date) => string {
  // Made once: making one takes a millisecond, and there is one for every message in view.
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const day = { day: 'numeric', month: 'short' } as const
  const formats = {
    today: new Intl.DateTimeFormat(locale, time),
    thisYear: new Intl.DateTimeFormat(locale, { ...day, ...time }),
    other: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', ...time }),
  }
  return (iso, now) => {
    const date = new Date(iso)
    if (Number.isNaN(date.getTime())) return ''
    if (date.toDateString() === now.toDateString()) return formats.today.format(date)
    return (date.getFullYear() === now.getFullYear() ? formats.thisYear : formats.other).format(date)
  }
}
