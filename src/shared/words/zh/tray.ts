import type { tray as english } from '../en/tray.ts'
import type { Words } from '../words.ts'

export const tray: Words<typeof english> = {
  quickPrompt: '快速提问',
  newChat: '新对话',
  pauseMemory: '暂停记忆',
  exportMemory: '导出记忆…',
  settings: '设置',
  quit: '退出',

  ready: 'Hearth – 就绪',
  answering: 'Hearth – 正在回答',
  downloading: 'Hearth – 正在下载 {{percent}}%',
  needsApproval: 'Hearth – 有计划等待你的答复',

  closedToTray: 'Hearth 仍在托盘中运行',
  closedToTrayMore: '可在托盘中退出。也可以在设置中让它随窗口一起关闭。',

  needsYes: '有计划等待你的答复',
  runDone: '一次执行已完成',
  runFailed: '一次执行失败了',
  runCancelled: '一次执行已取消',
  runInterrupted: '一次执行中断了',

  reminder: '提醒',
  reminderLate: '提醒（已过时间）',
  reminders: '提醒',
  remindersMore_other: '还有 {{count}} 条在 Hearth 里。',

  shortcutTaken: '这组按键已被其他程序占用。请换一组，或关闭该程序后在这里再按一次。',
  shortcutUnsure:
    '在 Wayland 下由桌面决定这组按键，且不会告知结果。请按一下试试：如果没有反应，请在桌面的设置里给命令 “hearth --quick-prompt” 指定按键。',
  shortcutInvalid: '这组按键不能用作快捷键。请选择一个字母或空格，与 Ctrl、Alt 或 Command 一起使用。',
}
