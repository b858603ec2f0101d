import type { Standing } from '../../shared/transfer.ts'

/** Bytes as people read them. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`
}

/** «3 conversations, 40 messages and 1 fact». */
export function amounts(of: {
  readonly conversations: number
  readonly messages: number
  readonly contexts: number
}): string {
  const { conversations, messages, contexts } = of
  return `${counted(conversations, 'conversation')}, ${counted(messages, 'message')} and ${counted(contexts, 'fact')}`
}

/** Whether anything stands here with other content. */
export function differs({ older, newer }: Standing): boolean {
  return older + newer > 0
}

/** The beginning of a day (`2030-01-05`) where the person is, in ISO 8601; of the day after for `nextDay`. */
export function dayToMoment(day: string, { nextDay = false } = {}): string | undefined {
  const date = new Date(`${day}T00:00`)
  if (Number.isNaN(date.getTime())) return undefined
  if (nextDay) date.setDate(date.getDate() + 1)
  return date.toISOString()
}
