import { call, type Command } from './command.ts'
import { isOneSentence } from './one-wish.ts'

/** What is said outright in Chinese: «记住，…», «别忘了…», «忘掉关于…的一切». */

const opening =
  /^(?:(?:嘿|嗨|你好|好的?|对了|另外|以后|今后|从现在起|hey|hearth)[，,、：:！! ]*)*(?:(?:请你?|麻烦你?|拜托你?|帮我|给我|替我|你?(?:要|得|务必|一定要?|必须|可要)|好好|顺便)[，, ]*)*/iu
const ending = /(?:[，, ]?(?:谢谢|多谢|拜托)(?:你|您|了)?)?[。.！!～~\s]*$/u
const particle = /(?:吧|哦|噢|啊|喔|呀|哈|啦|喽)$/u

const remember = '(?:记住|記住|牢记|记下来?|记一下|记好|记着)了?'
const neverForget = '(?:千万|可)?(?:别|不要|勿|不能|不可以?)再?(?:忘记|忘了|忘掉|忘)'
const pause = '[，,：:、 ]*'
const told = new RegExp(`^你?(?:${remember}|${neverForget})${pause}(.+)$`, 'u')
/** By itself it may begin a story: «记得小时候…». */
const toldKindly = new RegExp(`^记得${pause}(.+)$`, 'u')
const noted = /^你?(?:记住|記住|牢记|记下来?|记一下|记好)[：:] *(.+)$/u
/** «我对花生过敏，别忘了» */
const after = new RegExp(
  `^(.+?)[，,。.！! ]+(?:请|你|要|一定|帮我|给我|替我)*(?:${remember}|记得|${neverForget})(?:这一?点)?$`,
  'u',
)

/** Of whom or what it is: a task begins with a verb. */
const subject =
  /^(?:我|俺|咱|本人|他|她|它|这|那|每|所有|公司|团队|项目|服务器|数据库|客户|老板|家里|办公室|\p{sc=Han}{1,8}(?:是|叫|用|有|在|不)|[\p{sc=Latin}\d][\p{sc=Latin}\d.+#_-]*(?: [\p{sc=Latin}\d.+#_-]+)* ?\p{sc=Han})/u
const predicate =
  /(?:是|叫|姓|属|爱|讨厌|喜欢|更?偏好|喝|吃|住|在(?!线)|用(?!户)|有(?!关)|习惯|不(?!同)|没|负责|来自|运行|位于|需要|只(?!是)|(?<![约开聚机社晚])会(?!议)|已经|搬|换成|改成|养|学(?!校|生|习)|讲|说|写) ?[^\s了]|(?:过敏|部署|结婚|退休|吃素|出生|毕业)(?:了|的)?$/u
const task =
  /^(?:要|去|把|给|带|买|到|来|先|再|帮|让|做|写|交|打|开|关|发|看|问|查|回|吃|喝|用|每天|明天|今天|今晚|后天|下)/u
const ofYou = /^(?:你|您)/u
const asks = /[?？]|什么|怎么|怎样|如何|为何|谁|哪|多少|几[点个号岁]|吗|呢$|是否|能否|是不是|要不要/u
const wasSaid =
  /(?:我们?|咱们)(?:刚才|刚刚|刚|之前|昨天|上次|以前|曾经?|已经|都|所)*(?:[跟和对向给]你)?(?:说|讲|问|提|聊|告诉|讨论|教)(?:过|了|的|到|你)/u
const talk =
  /对话|会话|聊天|消息|问题|指令|指示|提示词?|规则|设定|上面|前面|刚才|刚刚|之前|上一|密码|口令|了$/u
const anotherWish =
  /(?:然后|接着|并且|同时|另外|再|顺便|[，,])(?:请|你|也|再|就)*(?:帮|给我|替我|写|打开|删除?|告诉|查|列出|翻译|解释|创建|新建|发送|总结|运行|提醒|推荐|搜索|找|生成|回答|计算)/u

const forget = '(?:忘记|忘掉|忘了|忘却|抹去|抹掉)'
const all =
  '(?:一切|所有(?:的)?(?:事情?|信息|内容|记忆|东西|资料)?|全部(?:的)?(?:信息|内容|记忆)?|事情?|信息|内容|记忆|东西|资料)'
const every = '(?:所有|一切|全部)?'
const known = '(?:你所?(?:知道|记得|记住|了解)的?)?'
const about = `${every}${known}${every}(?:关于|有关)(.+?)的?${all}?`
const forgets = [
  new RegExp(`^${forget}${about}$`, 'u'),
  new RegExp(`^把${about}(?:都|全|全都)?${forget}$`, 'u'),
  new RegExp(`^${forget}${every}[与跟和](.+?)(?:有关|相关)的?${all}$`, 'u'),
  /^(?:删除|清除)(?:你)?(?:所有)?(?:关于|有关)(.+?)的(?:所有|全部)?记忆$/u,
  /^把(我们?的.{1,20}?)(?:都|全|全都)?(?:忘记|忘掉|忘了)$/u,
  /^(?:忘记|忘掉)(我们?的.{1,20})$/u,
]
const forgetThat = /^(?:忘记|忘掉)[，,：: ]*(我.+?)(?:这件事情?|这回事|这一?点|的事情?|的事实)?$/u
const nobody = /^(?:我们?|你|您|它|他|她|[这那](?:个|些|件事)?|一切|所有)$/u

/** Null for whatever else is said, and in doubt. `whole` is one line. */
export function readChineseMemory(whole: string): Command | null {
  if (!/\p{sc=Han}/u.test(whole) || asks.test(whole) || anotherWish.test(whole)) return null
  const ended = whole.replace(ending, '').replace(particle, '')
  const sentence = ended.replace(opening, '')
  const fact = factOf(sentence, ended)
  if (fact !== null) return isOneSentence(fact) ? call('remember', { text: fact }) : null
  const gone = goneOf(sentence)
  return gone !== null && isOneSentence(sentence) ? call('forget', { text: gone }) : null
}

function factOf(sentence: string, ended: string): string | null {
  const any = noted.exec(sentence)?.[1]
  if (any !== undefined) return ofYou.test(any) ? null : any
  const kindly = sentence === ended ? undefined : toldKindly.exec(sentence)?.[1]
  // What ends as an order may begin as one too.
  const said = told.exec(sentence)?.[1] ?? kindly ?? after.exec(ended)?.[1]
  return said !== undefined && isFact(said) ? said : null
}

function goneOf(sentence: string): string | null {
  const found = forgets.map((one) => one.exec(sentence)?.[1]?.trim()).find(Boolean)
  if (found !== undefined)
    return [nobody, ofYou, talk, wasSaid].some((form) => form.test(found)) ? null : found
  const clause = forgetThat.exec(sentence)?.[1]
  return clause !== undefined && isFact(clause) && !talk.test(clause) ? clause : null
}

function isFact(clause: string): boolean {
  return (
    subject.test(clause) &&
    predicate.test(clause) &&
    ![task, ofYou, wasSaid].some((form) => form.test(clause))
  )
}
