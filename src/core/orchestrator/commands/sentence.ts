import { isFunctionWord } from '../intent/english.ts'
import type { Command } from './command.ts'
import { runLine } from './command-words.ts'
import { readExport, readList, readOpen } from './file-sentences.ts'
import { longestSentence, readForeignMemory } from './foreign-memory.ts'
import { readForget, readRemember, readSearch } from './memory-sentences.ts'
import { readRemind } from './reminder-sentences.ts'

/**
 * A plain sentence that asks for one of the actions and can mean nothing else. Whoever asks a question, tells a story or
 * wants two things at once is left to the model: null. In English; what is to be remembered or forgotten in German and
 * Chinese too.
 */
export function readSentence(text: string, now: Date): Command | null {
  const whole = text.trim()
  if (whole.length > longestSentence || whole.includes('\n')) return null
  return readEnglish(whole, now) ?? readForeignMemory(whole)
}

function readEnglish(whole: string, now: Date): Command | null {
  const opened = whole.replace(/^(?:(?:hey|ok|okay)[ ,]+)?(?:hearth[,:!]? +)?(?:please,? +)?/iu, '')
  // A point that stands alone is a folder.
  const sentence = opened.replace(/(?<=[^\s.])[.!]*$/u, '').replace(/,? (?:please|thanks|thank you)$/iu, '')
  const command = readRun(opened, sentence)
  if (command !== null) return command
  if (!isOneWish(whole, sentence)) return null
  for (const read of readers) {
    const found = read(sentence, now)
    if (found !== null) return found
  }
  return null
}

/** No question, no second sentence, no second command behind an `and`. */
function isOneWish(whole: string, sentence: string): boolean {
  return (
    !/[?？](?:["'”»)\s]|$)/u.test(whole) &&
    !/[.!;:](?:["'”»)])?\s+\S/u.test(sentence.replace(/^\w+: /u, '')) &&
    !/\b(?:and|then|but|or)[, ]+(?:then |also |please )*(?:remind|open|run|delete|remove|write|tell|give|show|explain|send|create|make|list|search|find|forget|remember|read|summari[sz]e|count|say|do|help|answer|translate|rename|move|copy)\b/iu.test(
      sentence,
    )
  )
}

type Reader = (sentence: string, now: Date) => Command | null

const readers: readonly Reader[] = [
  readRemember,
  readForget,
  readSearch,
  readExport,
  readOpen,
  readList,
  readRemind,
]

/** The end of a line belongs to the command, of a sentence it does not. */
function readRun(opened: string, sentence: string): Command | null {
  const quoted = /^(?:run|execute)(?: the (?:shell )?command)?:? `([^`]+)`$/iu.exec(sentence)?.[1]
  if (quoted !== undefined) return runLine(quoted.trim())
  const line = /^run: (.+)$/iu.exec(opened)?.[1]
  if (line === undefined || /\?$|^[^a-z\d./~]/u.test(line)) return null
  // `run: the best shoes`
  return isFunctionWord(line.split(' ')[0] ?? '') ? null : runLine(line)
}
