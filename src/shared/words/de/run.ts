import type { run as english } from '../en/run.ts'
import type { Words } from '../words.ts'

export const run: Words<typeof english> = {
  title: 'Lauf',
}
