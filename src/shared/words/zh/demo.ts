import type { demo as english } from '../en/demo.ts'
import type { Words } from '../words.ts'

export const demo: Words<typeof english> = {
  label: '脚本演示',
  about: '没有运行任何模型。回答是事先写好的，结束后全部删除。',
  scripted: '回答来自脚本',
  tour: '导览',
  done: '{{step}}，已完成',
  now: '{{step}}，当前',
  try: '试一试',
  step: { chat: '对话', plan: '计划', undo: '撤销', memory: '记忆', export: '导出' },
  hint: {
    chat: '问点什么。',
    plan: '要求写一个文件。你同意之前，什么都不会写入。',
    undo: '在执行结果的卡片里撤销更改。',
    memory: '说一件要记住的事。',
    export: '把全部内容写入一个文件。',
  },
  finished: '导览结束。关闭窗口后，什么都不会留下。',
  ask: {
    chat: '什么是壁炉？',
    plan: '把购物清单写到 shopping.md',
    memory: '/remember 我喝咖啡不加奶和糖',
  },
  title: { chat: '什么是壁炉', plan: '购物清单', other: '演示' },
  list: '# 购物清单\n\n- 牛奶\n- 面包\n- 黑咖啡\n',
  answer: {
    chat: '**壁炉**是家里生火的地方，大家围着它坐在一起。\n\n- 它温暖房间，却不离开房间。\n- 人们从不让它熄灭。\n\n这个回答来自脚本。在这台电脑上装好 [Ollama](https://ollama.com) 之后，由模型回答，你写的内容不会离开这台电脑。',
    list: '清单已写入文件。可以撤销：上面的卡片里有按钮。',
    other: '这个演示没有运行模型，所以我只能说事先写好的话。导览的步骤在窗口上方。',
  },
}
