import type { actions as english } from '../en/actions.ts'
import type { Words } from '../words.ts'

export const actions: Words<typeof english> = {
  title: '操作',
}
