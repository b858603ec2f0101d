/**
 * What of a message are the person's own words. What was pasted (code, quoted mails, logs, documents, long passages) is
 * somebody else's, and nothing about the person is learned of it. Errs to the side of cutting out too much.
 */

/** Characters of a message that are looked at, and those of a paragraph or a line that somebody typed here. */
const longest = { message: 10_000, paragraph: 900, line: 500, kept: 2_000 }
/** Characters before a colon that say whose words follow. */
const leadIn = 160
/** Lines of a paragraph that are typed: more are a list or a file. */
const mostLines = 10
/** In the place of what was cut out: no sentence goes over it. */
const gap = '\n\n'

/** From here on, to its end, a message is a mail that is quoted. */
const mailBegins = [
  /^[ \t]*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht)/imu,
  /^(?:on|am|le|el|il|op) .{6,120}(?:wrote|schrieb|écrit|escribió|ha scritto|schreef)\b.{0,80}:\s*$/imu,
  /^(?:from|von|de|subject|betreff|objet|asunto): .+\n(?:.+\n)?(?:to|an|à|para|date|datum|sent|gesendet|subject|betreff|from|von): /imu,
]

/** Work on a text that follows: it is not what the person says of themselves. */
const given =
  /\b(?:translate|rewrite|rephrase|paraphrase|correct|proofread|summari[sz]e|shorten|improve|polish|fix|edit|review|check|analy[sz]e|explain|continue|convert|format|classify|answer|reply|respond|write|draft|read|says?|said|story|poem|letter|e?-?mail|text|übersetze?n?|korrigiere?n?|verbessere?n?|fasse|schreibe?n?|erkläre?n?|lies|antworte|umschreibe?n?|formuliere|traduis|traduisez|corrige|corrigez|résume|écris|réponds|traduce|traduzca|resume|escribe|traduci|correggi|scrivi|traduza|перевед\p{L}*|исправь\p{L}*|напиши\p{L}*)\b[^\n]{0,120}(?::(?=\s)|\n)|(?:翻译|翻訳|修改|润色|总结|要約|添削)[^\n]{0,40}[:：\n]/iu

/** What leads up to the words of somebody else: «Here is her bio: …». */
const ofOthers =
  /(?<![\p{L}\p{N}])(?:he|she|they|him|hers?|his|them|theirs?|this|these|those|here|below|following|above|wrote|writes?|sent|sends?|told|tells?|asked|asks|replied|posted|quote[ds]?|bio|biography|profile|résumé|resume|cv|descriptions?|abstract|articles?|posts?|tweets?|comments?|reviews?|transcript|statements?|messages?|paragraphs?|passages?|sentences?|examples?|readme|logs?|output|errors?|er|sie|sein\p{L}*|ihre?\p{L}*|dies\p{L}*|hier|folgend\p{L}*|unten|schrieb\p{L}*|sagte\p{L}*|meinte\p{L}*|zitat|lebenslauf|elle|son|sa|ses|voici|ci-dessous|él|ella|sus?|aquí|siguientes?)(?![\p{L}\p{N}])|(?<!(?<![\p{L}\p{N}])(?:it|that|there|what|let))['’]s(?![\p{L}\p{N}])/iu
const ofOneself =
  /(?<![\p{L}\p{N}])(?:i|me|my|myself|we|us|our|ich|mir|mich|mein\p{L}*|wir|uns|unser\p{L}*)(?![\p{L}\p{N}])|[我私僕俺]/iu

// None of them looks at a character more than once or twice: what opens a quote stands in none.
const quotes =
  /["“„«»”][^"“”„«»]{1,2000}["”“»«]|‘[^‘’]{5,2000}’|「[^「」]{1,2000}」|『[^『』]{1,2000}』|(?<![\p{L}\p{N}])'(?:[^'\n]|(?<=\p{L})'(?=\p{L})){5,2000}'(?![\p{L}\p{N}])/gu
const machineLine =
  /^\s*(?:[[{}\]<>|$#%@]|\d{4}-\d\d-\d\d[T ]|\d\d:\d\d:\d\d|[A-Z]{4,}\b.*[:|]|at \S+ ?\(|File "|Traceback|[\w.-]+@[\w.-]+:|(?:\w+[.:/=\\]){2,}\w*|import |from \S+ import|export |const |let |var |def |class |function |SELECT |INSERT |FROM |RUN |sudo )|[;{}]\s*$|=>|^\s*[\w.-]+\s*=\s*\S|https?:\/\/\S{60,}/u

/** Paragraphs of the person's own words; empty where there are none. At most 2,000 characters. */
export function ownWords(message: string): string {
  let text = message.slice(0, longest.message).replaceAll(/\r\n?/gu, '\n')
  text = text
    // Also one that is never closed.
    .replaceAll(/(```|~~~)[\s\S]*?(?:\1|$)/gu, gap)
    .replaceAll(/<([a-z][\w-]{0,40})\b[^<>]{0,200}>[\s\S]*?(?:<\/\1>|$)/giu, gap)
  for (const begins of mailBegins) {
    const at = text.search(begins)
    if (at !== -1) text = text.slice(0, at)
  }
  const work = given.exec(text)
  if (work) text = text.slice(0, work.index)
  text = beforeOthers(text)
    .replaceAll(/`([^`\n]*)`/gu, (_, code: string) => (/^[\w.+#-]{1,40}$/u.test(code) ? code : gap))
    .replaceAll(quotes, (quoted) => (isName(quoted.slice(1, -1)) ? quoted.slice(1, -1) : gap))
  return text
    .split(/\n{2,}/u)
    .map(typed)
    .filter(Boolean)
    .join(gap)
    .slice(0, longest.kept)
}

/** Up to where a colon leads over to what somebody else wrote: in its line, or in the lines that follow. */
function beforeOthers(text: string): string {
  let at = 0
  for (const line of text.split('\n')) {
    for (const { index } of line.matchAll(/[:：](?=\s|$)|：/gu)) {
      const clause = line.slice(Math.max(0, index - leadIn), index).replace(/^.*[.!?。！？]\s/u, '')
      const ends = line.slice(index + 1).trim() === ''
      if (ofOthers.test(clause) || (ends && !ofOneself.test(clause)))
        return text.slice(0, at + index - clause.length)
    }
    at += line.length + 1
  }
  return text
}

/** A name may stand in quotes; a sentence there is somebody's. */
function isName(quoted: string): boolean {
  return quoted.trim().split(/\s+/u).length <= 3 && !ofOneself.test(quoted)
}

function typed(paragraph: string): string {
  const lines = paragraph.split('\n')
  const indented = lines.filter((line) => /^(?: {4}|\t)\S/u.test(line)).length
  const machine = lines.filter((line) => machineLine.test(line)).length
  if (paragraph.length > longest.paragraph || lines.length > mostLines) return ''
  if (indented > 0 || machine * 2 >= lines.length) return ''
  return lines
    .filter((line) => !/^\s*>/u.test(line) && !machineLine.test(line) && line.length <= longest.line)
    .join('\n')
    .trim()
}
