/**
 * What of a message are the person's own words. A message carries much that is somebody else's: code, mails, logs, texts
 * to be translated. What is cut out here can never be learned; too much is better than too little.
 */

/** Characters of a paragraph, and of a whole, beyond which it is a paste. */
const longest = { paragraph: 600, whole: 2_000 }

export function ownWords(message: string): string {
  const text = message
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?:```|~~~)[\s\S]*?(?:```|~~~|$)/g, '\n')
    .replaceAll(/<(\w+)[^<>]*>[\s\S]*?(?:<\/\1>|$)/g, '\n')
    .replaceAll(/`[^`\n]*`/g, ' … ')
  const lines = beforeMail(beforeMaterial(text.split('\n')))
  const paragraphs = lines.filter((line) => !isPasted(line)).join('\n')
  const own = paragraphs.split(/\n\s*\n/).filter((paragraph) => paragraph.length <= longest.paragraph)
  return withoutQuotes(own.join('\n\n')).trim().slice(0, longest.whole)
}

/** The beginning of a task with a text. Stems: the words that begin so. */
const tasks =
  /^(?:(?:please|can you|could you|bitte|kannst du|peux-tu|por favor)\s+)?(?:translat|summari[sz]|rewrit|rephras|paraphras|proofread|correct|improv|polish|shorten|fix|edit|explain|analy[sz]|classify|extract|convert|format|review|reply|answer|respond|übersetz|fass|korrigier|verbesser|erklär|formulier|antworte|tradu|résum|corrig|reformul|resum|riassum|corregg|traduz|перевед|исправ|翻译|翻譯|总结|改写|訳し|翻訳|要約)/iu
const ofThis =
  /\b(?:this|these|the following|that) (?:text|e-?mail|letter|message|log|code|sentence|article|paragraph|poem|bio|story|error)s?\b/iu
/** Before a colon, and what follows is still the person's. */
const asides =
  /(?:^|[\s.!?])(?:note|fyi|ps|p\.s\.|btw|by the way|hint|info|context|background|about me|for context|hinweis|übrigens|info|kontext)\s*$/iu
const ofOneself =
  /(?:^|[^\p{L}])(?:i|i['’]m|my|we|our|ich|mein\w*|wir|unser\w*|mon|ma|mes|notre|nos|mi|mis|nuestr\w+|mio|mia|meu|minha|mijn|ons|onze|мой|моя|мои|наш\w*)(?:[^\p{L}]|$)/iu

/** What comes before a text that something is to be done with: after a colon, or below a task. */
function beforeMaterial(lines: readonly string[]): string[] {
  const kept: string[] = []
  for (const line of lines) {
    const colon = line.search(/[:：](?:\s|$)/u)
    const before = line.slice(0, Math.max(colon, 0))
    if (colon >= 0 && (tasks.test(before.trim()) || !(asides.test(before) || ofOneself.test(before))))
      return [...kept, before]
    kept.push(line)
    if (tasks.test(line.trim()) || ofThis.test(line)) return kept
  }
  return kept
}

const mailBegins =
  /^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht)|(?:from|von|de|sent|gesendet|subject|betreff|objet|to|an|date|datum):\s|(?:on|am|le|el|op) .{4,80}\b(?:wrote|schrieb|écrit|escribió|schreef)\b)/iu

function beforeMail(lines: readonly string[]): string[] {
  const begin = lines.findIndex((line) => mailBegins.test(line))
  return lines.slice(0, begin < 0 ? lines.length : begin)
}

/** Quoted, indented, of a log, of a trace, of a prompt, or with more signs than a sentence has. */
function isPasted(line: string): boolean {
  if (/^\s*[>|$#]|^(?: {4}|\t)/.test(line)) return true
  if (/\b\d{1,2}:\d{2}:\d{2}\b|^\s*\[?(?:error|warn(?:ing)?|info|debug|trace|fatal)\b[\]:]/i.test(line))
    return true
  if (/^\s*at .+\(.*\)|^\s*File ".*", line|Exception\b|Traceback/.test(line)) return true
  const signs = line.match(/[{}[\]<>=;|\\_/]/g)?.length ?? 0
  return signs > 3 && signs * 8 > line.length
}

/** What stands in quotation marks was said by somebody else, or is the name of something. A name stays. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/["“”„«»][^"“”„«»\n]*["“”„«»]/gu, (quoted) =>
    quoted.trim().split(/\s+/).length > 3 || quoted.length > 40 ? ' … ' : quoted,
  )
}
