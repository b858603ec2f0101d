import type { errors as english } from '../en/errors.ts'
import type { Words } from '../words.ts'

export const errors: Words<typeof english> = {
  title: 'Fehler',
}
