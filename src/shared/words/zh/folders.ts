import type { folders as english } from '../en/folders.ts'
import type { Words } from '../words.ts'

export const folders: Words<typeof english> = {
  title: '文件夹与规则',
  about: '操作只能在这些文件夹中进行，除规则允许的之外，都会先询问。',
  close: '关闭',
  folders: '文件夹',
  noFolder: 'Hearth 还不能在任何文件夹中工作。',
  granted: '授权于 {{date, datetime(dateStyle: medium)}}',
  withdraw: '撤回',
  named: '{{label}}：{{name}}',
  choose: '选择文件夹…',
  rules: '规则',
  noRule: '没有规则：Hearth 总会询问。只读取的计划会提议建立一条。',
  since: '{{action}}，不再询问，始于 {{date, datetime(dateStyle: medium)}}',
  reminders: '提醒',
  noReminder: '没有等待中的提醒。',
  due: '{{date, datetime(dateStyle: medium; timeStyle: short)}}',
  cancel: '取消',
  network: '网络',
  fetch: 'Hearth 可以获取网页',
  fetchAbout: '之后，计划可以在你同意后获取公开网页；该网站会看到这台电脑的地址和请求的内容。',
}
