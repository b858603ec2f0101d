import { randomUUID } from 'node:crypto'
import type { Assistant } from '../core/assistant.ts'
import { reportError } from '../shared/errors.ts'
import type { Log } from '../core/log.ts'

export interface ExportMemory {
  readonly assistant: () => Promise<Pick<Assistant, 'transfer'>>
  /** Asks where to. Null when the person chose nothing. */
  readonly choose: () => Promise<string | null>
  readonly tell: (message: { readonly type: 'info' | 'error'; readonly message: string }) => Promise<unknown>
  readonly log: Log
}

/** What «Export memory…» of the menu does: all of it as JSON, also while no page is there to ask for it. */
export async function exportMemory({ assistant, choose, tell, log }: ExportMemory): Promise<void> {
  try {
    const path = await choose()
    if (path === null) return
    const { transfer } = await assistant()
    const written = await transfer.exportTo(path, {
      id: randomUUID(),
      scope: { kind: 'all' },
      format: 'json',
    })
    const count = (n: number, noun: string): string =>
      `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
    const said = `${count(written.conversations, 'conversation')}, ${count(written.messages, 'message')}`
    const facts = count(written.contexts, 'remembered fact')
    await tell({ type: 'info', message: `Exported ${said} and ${facts} to ${written.path}.` })
  } catch (error) {
    const report = reportError(error)
    if (report.code === 'internal') log.error('menu.export', { error })
    await tell({ type: 'error', message: report.message })
  }
}
