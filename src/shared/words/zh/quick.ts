import type { quick as english } from '../en/quick.ts'
import type { Words } from '../words.ts'

export const quick: Words<typeof english> = {
  title: 'Hearth – 快速提问',
  name: '快速提问',
  placeholder: '随便问',
  question: '问题',
  ask: '提问',
  askKey: '提问',
  carry: '在窗口中打开',
  carryKey: '在窗口中打开',
  hideKey: '隐藏',
  stop: '停止',
  startNew: '新建',
  answer: '回答',
  notSent: '未发送。',

  useClipboard: '使用剪贴板',
  useSelection: '使用选中的文字',
  clipboard: '剪贴板',
  selection: '选中的文字',
  fromClipboard: '来自剪贴板：',
  fromSelection: '来自选中的文字：',
  noClipboard: '剪贴板中没有文字。',
  noSelection: '没有选中文字。',
  remove: '不使用：{{what}}',
}
