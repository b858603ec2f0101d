import { printOfFolder } from './files/glimpse.ts'
import { samePrint, takePrint } from './files/print.ts'
import type { Entry } from './folders/entry.ts'
import type { Change } from './inverse.ts'

/** Whether what is there is what a change left there. One that is too large to tell is taken for changed. */
export async function isAsLeft(
  change: Extract<Change, { kind: 'replaced' | 'moved' }>,
  entry: Entry,
  signal: AbortSignal,
): Promise<boolean> {
  if (change.kind === 'replaced') return samePrint(await takePrint(entry, signal), change.after)
  const { print } = change
  if (print === null) return false
  return samePrint(await (print.kind === 'folder' ? printOfFolder : takePrint)(entry, signal), print)
}
