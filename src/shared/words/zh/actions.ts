import type { actions as english } from '../en/actions.ts'
import type { Words } from '../words.ts'

export const actions: Words<typeof english> = {
  titles: {
    list_files: { granted: '列出已授权文件夹中的内容。', one: '列出 {{folder}} 中的内容。' },
    read_file: { one: '读取 {{path}}。' },
    search_files: {
      granted: '在已授权的文件夹中查找“{{text}}”。',
      one: '在 {{folder}} 中查找“{{text}}”。',
    },
    write_file: {
      replaceOne: '将 {{path}} 中的内容替换为 1 个字符。',
      replace: '将 {{path}} 中的内容替换为 {{size, number}} 个字符。',
      newOne: '写入新文件 {{path}}，共 1 个字符。',
      new: '写入新文件 {{path}}，共 {{size, number}} 个字符。',
    },
    edit_file: { one: '修改 {{path}} 中的一处内容。' },
    move_file: {
      replace: '将 {{from}} 移动到 {{to}}，替换那里已有的内容。',
      one: '将 {{from}} 移动到 {{to}}。',
    },
    copy_file: {
      replace: '将 {{from}} 复制到 {{to}}，替换那里已有的内容。',
      one: '将 {{from}} 复制到 {{to}}。',
    },
    delete_file: { one: '删除 {{path}}。' },
    run_command: { one: '运行 {{command}}' },
    fetch_page: { one: '获取网页 {{url}}。' },
    read_clipboard: { one: '读取剪贴板。' },
    write_clipboard: {
      single: '将 1 个字符放入剪贴板。',
      one: '将 {{size, number}} 个字符放入剪贴板。',
    },
    open: { one: '打开 {{target}}。' },
    remember: { one: '记住：{{text}}' },
    forget: { one: '忘记所记住的：{{text}}' },
    search_conversations: { one: '在你的对话中查找“{{text}}”。' },
    export_conversations: {
      allNew: '将所有对话导出到新文件。',
      all: '将所有对话导出到 {{path}}。',
      oneNew: '将一个对话导出到新文件。',
      one: '将一个对话导出到 {{path}}。',
    },
    query_history: { one: '查询你的历史记录：{{sql}}' },
  },
  steps: '{{steps, number}} 个步骤：{{titles}}',
  stepsMore: '{{steps, number}} 个步骤：{{titles}} … 以及另外 {{more, number}} 个',

  commands: {
    remember: '记住关于你或你工作的一件事',
    forget: '忘记它记住的一件事',
    search: '搜索你的对话',
    export: '将你的对话写入文件',
    run: '在你授权的文件夹中运行命令',
    open: '打开文件、文件夹或地址',
    files: '列出文件夹中的内容',
    help: '列出这些命令',
  },
  takes: {
    remember: '文本',
    forget: '文本',
    search: '词语',
    export: '[文件]',
    run: '命令',
    open: '文件|地址',
    files: '[文件夹]',
  },
}
