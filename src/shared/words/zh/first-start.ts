import type { firstStart as english } from '../en/first-start.ts'
import type { Words } from '../words.ts'

export const firstStart: Words<typeof english> = {
  welcome: '欢迎使用 Hearth',
  missing: 'Hearth 通过这台电脑上的 Ollama 对话。目前还差：',
  start: '启动 Ollama',
  starting: '正在启动 Ollama…',
  install: '在终端中安装：',
  model: '适合这台电脑的模型',
  why: {
    roomy: '这是 Hearth 所知最好的模型，这台电脑放得下它：内存 {{memory}}。',
    memory: '这是能为其他程序留出足够内存的最大模型（共 {{memory}}）。',
    processor_other: '更大的模型放得下，但回答会很慢：这台电脑有 {{count, number}} 个处理器。',
    tight: '这是能替你执行操作的最小模型。内存只有 {{memory}}，运行它也会吃紧。',
  },
  takes: '下载 {{download}}，回答时占用约 {{memory}} 内存',
  download: '下载 {{name}}',
  others: '其他模型',
  notBegun: '下载未能开始',
  getModel: '获取模型',
  skip: '暂不',
  skipped: '没有模型时，斜杠命令、搜索、记忆和导出仍可使用。',
  again: '告诉我怎么做',
}
