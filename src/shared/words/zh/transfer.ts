import type { transfer as english } from '../en/transfer.ts'
import type { Words } from '../words.ts'

export const transfer: Words<typeof english> = {
  title: '导出与导入',
}
