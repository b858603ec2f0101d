import type { Writable } from 'node:stream'
import type {
  Exported,
  ExportFormat,
  ExportScope,
  FactsAs,
  Imported,
  ImportPreview,
  MergePolicy,
} from '../../shared/transfer.ts'

export interface ExportOptions {
  readonly id: string
  readonly scope: ExportScope
  readonly format: ExportFormat
  readonly signal?: AbortSignal | undefined
}

export interface ImportOptions {
  readonly importId: string
  readonly policy: MergePolicy
  /** Else as the preview says. */
  readonly facts?: FactsAs | undefined
  readonly despiteChecksum?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

/** What is said and remembered, as a file, and back. Progress is told by `transfer.progress` events. */
export interface Transfer {
  /** To a temporary name beside it, then renamed: what was there stays until all is written. */
  exportTo(path: string, options: ExportOptions): Promise<Exported>
  /** The same to a stream, which is not ended. */
  exportInto(stream: Writable, options: ExportOptions): Promise<Omit<Exported, 'path'>>
  /** Reads a document and compares it with what is here. Throws `invalid_input` with the place of what is wrong. */
  inspect(path: string, signal?: AbortSignal): Promise<ImportPreview>
  /** All of it, in one transaction, or nothing. */
  import(options: ImportOptions): Promise<Imported>
  /** Stops an export, or an import that has not committed; one that is unknown or over is no error. */
  cancel(id: string): void
  close(): Promise<void>
}
