import { messageLimit } from '../../shared/limits.ts'
import { utf8Length } from '../../shared/text.ts'

/** From this part of the limit on it is said how long a message is. */
const nearLimit = 0.8

/** Whether a text of so many UTF-16 units may be near the limit: each has three bytes at most. */
export function mayNeedNotice(length: number): boolean {
  return length * 3 > messageLimit * nearLimit
}

/** How long a message is against the limit, once that matters; empty before. */
export function lengthNotice(text: string): string {
  if (!mayNeedNotice(text.length)) return ''
  const bytes = utf8Length(text)
  if (bytes <= messageLimit * nearLimit) return ''
  const [size, limit] = [(bytes / 1_000_000).toFixed(2), messageLimit / 1_000_000]
  if (bytes <= messageLimit) return `${size} of ${limit} MB`
  return `${size} MB: too long by ${((bytes - messageLimit) / 1_000_000).toFixed(2)} MB. A model would not read it whole.`
}
