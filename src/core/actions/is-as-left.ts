import { outline, printOfFolder } from './files/glimpse.ts'
import { samePrint, takePrint } from './files/print.ts'
import type { Entry } from './folders/entry.ts'
import type { Change } from './inverse.ts'

/**
 * Whether what is there is what a change left there. One that is too large to tell is taken for changed, and so is what is
 * written to while it is read.
 */
export async function isAsLeft(
  change: Extract<Change, { kind: 'replaced' | 'moved' }>,
  entry: Entry,
  signal: AbortSignal,
): Promise<boolean> {
  const print = change.kind === 'replaced' ? change.after : change.print
  if (change.kind === 'moved') {
    if (print === null) return false
    // Its files are not read.
    if (print.kind === 'folder') return samePrint(await printOfFolder(entry, signal), print)
  }
  const before = await outline(entry, signal)
  if (!samePrint(await takePrint(entry, signal), print)) return false
  return (await outline(entry, signal)) === before
}
