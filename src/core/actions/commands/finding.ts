import type { Risk } from '../../../shared/risk.ts'
import type { Word } from './shell-syntax.ts'

/** What a command may do, and why we think so: a sentence for a person. */
export interface Finding {
  readonly risk: Risk
  readonly reason: string
  /** Files that it runs, as it names them, from where it runs. Some of them need not be there. */
  readonly runs?: readonly string[]
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

/** What these files hold decides what is done. */
export function runsFiles(files: readonly string[], reason: string): readonly Finding[] {
  return [{ risk: 'change', reason, runs: files }, ...files.filter(turnsBack).flatMap(unknownFile)]
}

/** The same for what runs in a folder within; null where it is not known which. */
export function runIn(folder: string | null, findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((found): readonly Finding[] => {
    const files = found.runs?.filter((file) => !/^(?:\/|[a-z]:)/iu.test(file)) ?? []
    if (files.length === 0) return [found]
    if (folder === null) return [found, ...unknownFile(files[0] ?? '')]
    const inside = files.map((file) => `${folder}/${file}`)
    const whole = found.runs?.filter((file) => !files.includes(file)) ?? []
    return [{ ...found, runs: [...whole, ...inside] }, ...inside.filter(turnsBack).flatMap(unknownFile)]
  })
}

/** Behind a link `..` leads elsewhere than its text does. */
function turnsBack(file: string): boolean {
  return /[^./\\][^/\\]*[/\\]+(?:\.[/\\]+)*\.\.(?:[/\\]|$)/u.test(file)
}

function unknownFile(file: string): readonly Finding[] {
  return destructive(`It is not known which file it runs as ${file}.`)
}
