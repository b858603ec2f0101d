import type { memory as english } from '../en/memory.ts'
import type { Words } from '../words.ts'

export const memory: Words<typeof english> = {
  title: '记忆',
}
