import { readChineseMemory } from './chinese-memory.ts'
import type { Command } from './command.ts'
import { readGermanMemory } from './german-memory.ts'

/** A sentence that is longer wants to be understood, not matched. */
export const longestSentence = 300

/** What somebody says outright is to be remembered or forgotten, in a language of the window's besides English. */
export function readForeignMemory(text: string): Command | null {
  const whole = text.trim()
  if (whole.length > longestSentence || whole.includes('\n')) return null
  return readGermanMemory(whole) ?? readChineseMemory(whole)
}
