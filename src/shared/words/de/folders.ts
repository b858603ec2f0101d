import type { folders as english } from '../en/folders.ts'
import type { Words } from '../words.ts'

export const folders: Words<typeof english> = {
  title: 'Ordner und Regeln',
}
