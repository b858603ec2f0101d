import { messageLimit } from '../../shared/limits.ts'
import { utf8Length } from '../../shared/text.ts'
import type { Translate } from '../../shared/words/language.ts'

/** From this part of the limit on it is said how long a message is. */
const nearLimit = 0.8
const megabyte = 1_000_000

/** Whether a text of so many UTF-16 units may be near the limit: each has three bytes at most. */
export function mayNeedNotice(length: number): boolean {
  return length * 3 > messageLimit * nearLimit
}

/** How long a message is against the limit, once that matters; empty before. */
export function lengthNotice(text: string, t: Translate): string {
  if (!mayNeedNotice(text.length)) return ''
  const bytes = utf8Length(text)
  if (bytes <= messageLimit * nearLimit) return ''
  const [size, limit] = [bytes / megabyte, messageLimit / megabyte]
  if (bytes <= messageLimit) return t('composer:length', { size, limit })
  return t('composer:tooLong', { size, over: size - limit })
}
