import type { notices as english } from '../en/notices.ts'
import type { Words } from '../words.ts'

export const notices: Words<typeof english> = {
  title: '通知',
}
