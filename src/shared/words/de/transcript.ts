import type { transcript as english } from '../en/transcript.ts'
import type { Words } from '../words.ts'

export const transcript: Words<typeof english> = {
  title: 'Nachrichten',
}
