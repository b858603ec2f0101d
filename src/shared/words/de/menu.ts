import type { menu as english } from '../en/menu.ts'
import type { Words } from '../words.ts'

export const menu: Words<typeof english> = {
  title: 'Menü',
}
