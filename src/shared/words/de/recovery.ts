import type { recovery as english } from '../en/recovery.ts'
import type { Words } from '../words.ts'

export const recovery: Words<typeof english> = {
  title: 'Wiederherstellung',
}
