import type { Standing } from '../../shared/transfer.ts'
import type { Translate } from '../../shared/words/language.ts'

/** Bytes as people read them. */
export function bytesInWords(bytes: number, t: Translate): string {
  if (bytes < 1_000) return t('transfer:bytes', { bytes })
  if (bytes < 1_000_000) return t('transfer:kilobytes', { kilobytes: bytes / 1_000 })
  return t('transfer:megabytes', { megabytes: bytes / 1_000_000 })
}

/** «3 conversations, 40 messages and 1 fact»; of what there is none of, as little as can be is said. */
export function amounts(
  of: { readonly conversations: number; readonly messages: number; readonly contexts: number },
  t: Translate,
): string {
  const facts = t('transfer:facts', { count: of.contexts })
  if (of.contexts > 0 && of.conversations + of.messages === 0) return facts
  const conversations = t('transfer:conversations', { count: of.conversations })
  const messages = t('transfer:messages', { count: of.messages })
  if (of.contexts === 0) return t('transfer:amountsSaid', { conversations, messages })
  return t('transfer:amounts', { conversations, messages, facts })
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
