import type { ErrorReport } from '../errors.ts'
import { en } from './en.ts'
import type { Translate } from './language.ts'

/** An error for people: in English what it says, in another language what its code means before that. */
export function errorText(t: Translate, { code, message }: ErrorReport): string {
  const sentence = t(`errors:${code}`)
  return sentence === en.errors[code] ? message : `${sentence} ${message}`
}
