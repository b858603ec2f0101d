import type { finder as english } from '../en/finder.ts'
import type { Words } from '../words.ts'

export const finder: Words<typeof english> = {
  title: 'Suche',
}
