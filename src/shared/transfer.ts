/** Exports and imports. The document itself is described in `core/transfer`. */

/** What is exported. A range is of the messages' times, ISO 8601: from `after` on, until just before `before`. */
export type ExportScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'conversation'; readonly conversationId: string }
  | { readonly kind: 'memory' }
  | { readonly kind: 'range'; readonly after?: string | undefined; readonly before?: string | undefined }

export const exportFormats = ['json', 'markdown'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What was written. */
export interface Exported {
  readonly path: string
  readonly conversations: number
  readonly messages: number
  readonly contexts: number
  readonly bytes: number
}

/** What happens to what is here and in the document with other content: stays, is replaced by the newer one, or both are kept. */
export const mergePolicies = ['skip', 'newer', 'both'] as const
export type MergePolicy = (typeof mergePolicies)[number]

/** What is remembered in a document: in use as it is there, or proposed, until a person says yes to it. */
export const factsAs = ['kept', 'proposed'] as const
export type FactsAs = (typeof factsAs)[number]

/** How things of one kind in a document stand to what is here. */
export interface Standing {
  /** Not here. */
  readonly fresh: number
  readonly same: number
  /** Here with other content, and what is here is newer than (or as old as) the document's. */
  readonly older: number
  /** Here with other content, and the document's is newer. */
  readonly newer: number
}

/** What an import would do. Nothing was changed. */
export interface ImportPreview {
  /** For `transfer.import`. */
  readonly importId: string
  readonly path: string
  readonly source: 'hearth' | 'chatgpt' | 'open-webui'
  /** Of the document, where it says so: ISO 8601. */
  readonly exportedAt: string | null
  readonly conversations: Standing
  readonly messages: Standing
  readonly contexts: Standing
  /** How many facts, new here or newer, would go into prompts if they came in as they are. */
  readonly factsInUse: number
  /** How facts come in unless something else is asked for: `kept` from a document of Hearth's whose checksum fits. */
  readonly factsAs: FactsAs
  /** What is to be known before: a checksum that does not fit, characters that cannot be stored, what is left out. */
  readonly warnings: readonly string[]
  /** The document was changed since it was exported (or damaged): it is imported only when that is asked for. */
  readonly checksumFailed: boolean
}

export interface Imported {
  readonly added: { readonly conversations: number; readonly messages: number; readonly contexts: number }
  readonly replaced: number
  readonly skipped: number
}

/** How far an export or import has come. */
export interface TransferProgress {
  readonly id: string
  readonly kind: 'export' | 'import'
  readonly done: number
  /** Null while it is not known. */
  readonly total: number | null
  readonly unit: 'messages' | 'bytes'
  readonly ended: boolean
}
