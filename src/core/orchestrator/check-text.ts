import { AppError } from '../../shared/errors.ts'
import { messageLimit, tooLongSentence } from '../../shared/limits.ts'
import { storableText, utf8Length } from '../../shared/text.ts'

/** A message that may be sent. Throws `message_empty` or `message_too_long`, which name what to do. */
export function checkText(text: string): string {
  if (text.trim() === '') throw new AppError('message_empty', 'Write something first: the message is empty.')
  const bytes = utf8Length(text)
  if (bytes > messageLimit) throw new AppError('message_too_long', tooLongSentence(bytes))
  return storableText(text)
}
