import type { recovery as english } from '../en/recovery.ts'
import type { Words } from '../words.ts'

export const recovery: Words<typeof english> = {
  headings: {
    notOpened: '无法打开你的对话',
    newer: '你的对话由较新的 Hearth 写入',
    foreign: '你的对话由另一个 Postgres 写入',
  },
  first: {
    newer: {
      say: '请先更新 Hearth。',
      more: '较新的 Hearth 可以直接打开它们。快照只能恢复创建时已有的内容。',
    },
    foreign: {
      say: '请先把它们迁移过来。',
      more: '步骤见 docs/upgrading.md，这样什么都不会丢失。快照只能恢复创建时已有的内容。',
    },
  },
  kept: '保留的内容',
  deletesNothing: 'Hearth 不会删除任何内容：无论你在这里选择什么，现有的一切都会保留在这个文件夹中。',
  showFolder: '显示文件夹',
  didNotWork: '没有成功。',
  stillNot: '数据库仍然无法打开。上面写的是现在的原因。',
  quit: '退出',
  tryAgain: '重试',
  restore: '恢复这个快照',
  anew: {
    open: '从空白记忆开始…',
    question: '从空白记忆开始吗？',
    about: 'Hearth 会在没有任何对话的情况下打开。无法打开的文件夹会换个名称原样保留，快照也一样。全部都在：',
    cancel: '取消',
    begin: '重新开始',
  },
  doing: {
    retry: '正在打开你的对话…',
    restore: '正在恢复快照。这需要几秒钟。',
    beginAnew: '正在建立空白记忆。这需要几秒钟。',
  },
  done: '完成。Hearth 正在打开。',
  goBack: '回到某个快照',
  comesBack: '之后忘记或删除的内容会随它一起回来。',
  looking: '正在查看快照…',
  snapshots: '快照',
  none: '没有可以回到的快照',
  noneAbout:
    'Hearth 在每个使用它的日子创建一个快照。你可以从空白记忆开始；如果你在别处有这个文件夹的副本，请退出，把它放回原处，再启动 Hearth。',
  unusable_other: '{{count, number}} 个快照无法使用',
  reasons: { daily: '每日', migration: '更新之前', asked: '手动', restore: '恢复之前' },
  sizeAndReason: '{{size}}，{{reason}}',
  content: '{{conversations}}，{{messages}}',
  conversations_other: '{{count, number}} 个对话',
  messages_other: '{{count, number}} 条消息',
  noMessage: '还没有消息',
  lastMessage: '最后一条消息：{{date, datetime(dateStyle: full; timeStyle: short)}}',
  exact: '{{date, datetime(dateStyle: full; timeStyle: short)}}',
  date: '{{date, datetime(dateStyle: long)}}',
  years: '{{ago, relativetime(range: year; numeric: auto)}}',
  months: '{{ago, relativetime(range: month; numeric: auto)}}',
  weeks: '{{ago, relativetime(range: week; numeric: auto)}}',
  days: '{{ago, relativetime(range: day; numeric: auto)}}',
  dayAndTime: '{{ago, relativetime(range: day; numeric: auto)}} {{date, datetime(timeStyle: short)}}',
}
