import type { tray as english } from '../en/tray.ts'
import type { Words } from '../words.ts'

export const tray: Words<typeof english> = {
  quickPrompt: '快速提问',
  newChat: '新对话',
  pauseMemory: '暂停记忆',
  exportMemory: '导出记忆…',
  settings: '设置',
  quit: '退出',
}
