import type { ErrorReport } from '../../shared/errors.ts'
import type {
  Exported,
  ExportFormat,
  ExportScope,
  Imported,
  ImportPreview,
  TransferProgress,
} from '../../shared/transfer.ts'

/** The dialog in which something is exported. */
export interface Exporting {
  readonly kind: 'export'
  readonly scope: ExportScope
  readonly format: ExportFormat
  /** While it is under way: of its request. */
  readonly id: string | null
  readonly progress: TransferProgress | null
  /** What it wrote, with the id of its request. */
  readonly done: (Exported & { readonly id: string }) | null
  readonly error: ErrorReport | null
}

/** The dialog in which something is imported. */
export interface Importing {
  readonly kind: 'import'
  /** Null until a file was chosen and read. */
  readonly preview: ImportPreview | null
  readonly reading: boolean
  readonly id: string | null
  readonly progress: TransferProgress | null
  readonly done: Imported | null
  readonly error: ErrorReport | null
}
