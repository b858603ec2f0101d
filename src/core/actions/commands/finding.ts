import type { Risk } from '../../../shared/risk.ts'
import type { Word } from './shell-syntax.ts'

/** What a command may do, and why we think so: a sentence for a person. */
export interface Finding {
  readonly risk: Risk
  readonly reason: string
}

/** What rules for programs are handed. */
export interface Assessing {
  /** What is at a path now; of one that only the shell knows, nobody asks. */
  readonly look: (path: string) => 'file' | 'folder' | 'missing'
  /** Its input comes from the command before it, or from a file. */
  readonly fed: boolean
  /** What a program within the program does. */
  readonly assess: (words: readonly Word[], fed?: boolean) => readonly Finding[]
  /** What a line does that is given to a shell. */
  readonly assessLine: (line: string | null) => readonly Finding[]
}

/** What a program does with these arguments. */
export type Rule = (args: readonly Word[], assessing: Assessing, program: string) => readonly Finding[]

export function change(reason: string): readonly Finding[] {
  return [{ risk: 'change', reason }]
}

export function destructive(reason: string): readonly Finding[] {
  return [{ risk: 'destructive', reason }]
}
