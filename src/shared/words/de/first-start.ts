import type { firstStart as english } from '../en/first-start.ts'
import type { Words } from '../words.ts'

export const firstStart: Words<typeof english> = {
  welcome: 'Willkommen bei Hearth',
}
