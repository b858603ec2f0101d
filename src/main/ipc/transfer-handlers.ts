import { existsSync } from 'node:fs'
import type { Assistant } from '../../core/assistant.ts'
import type { Handlers } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { ExportFormat } from '../../shared/transfer.ts'

export interface TransferHandlersOptions {
  readonly assistant: () => Promise<{ readonly transfer: Assistant['transfer'] }>
  /** The system's own dialog for where an export goes, and for what is imported. Null when the person chose none. */
  readonly chooseExport: (format: ExportFormat) => Promise<string | null>
  readonly chooseImport: () => Promise<string | null>
  /** Shows a file in the system's file manager, which does not say whether it did. */
  readonly showInFolder: (path: string) => void
}

type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `transfer.${string}`>>

/** What main does for exports and imports: a page never names a path, nor what is shown of one. */
export function transferHandlers(options: TransferHandlersOptions): TransferHandlers {
  const { assistant, chooseExport, chooseImport, showInFolder } = options
  const transfer = async () => (await assistant()).transfer
  /** The files that were written, by what asked for them. */
  const written = new Map<string, string>()
  return {
    async 'transfer.export'({ id, scope, format }) {
      const path = await chooseExport(format)
      if (path === null) return null
      const exported = await (await transfer()).exportTo(path, { id, scope, format })
      written.set(id, exported.path)
      return exported
    },
    async 'transfer.show'({ id }) {
      const path = written.get(id)
      if (path === undefined) throw new AppError('not_found', 'No export of this start wrote that file.')
      if (!existsSync(path)) throw new AppError('not_found', `${path} is not there any more.`)
      showInFolder(path)
    },
    async 'transfer.choose'() {
      const path = await chooseImport()
      return path === null ? null : (await transfer()).inspect(path)
    },
    'transfer.import': async (wanted) => (await transfer()).import(wanted),
    'transfer.cancel': async ({ id }) => (await transfer()).cancel(id),
  }
}
