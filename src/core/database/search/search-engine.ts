import type { RecalledMessage } from '../../../shared/context.ts'
import type { SearchPage, SearchQuery } from '../../../shared/search.ts'

/** A message that has to do with what is asked. */
export interface RelatedMessage extends RecalledMessage {
  /** The higher the better; only to be compared within one answer. */
  readonly score: number
}

export interface RelatedQuery {
  /** A question or a message as a person writes it: none of its words must be met. */
  readonly text: string
  readonly limit: number
  /** Messages of this conversation only. */
  readonly within?: string | undefined
  /** Messages of all conversations but this one. */
  readonly except?: string | undefined
  /** From when `yesterday` is counted. */
  readonly now?: Date | undefined
}

/**
 * The one door to searching, whichever engine stands behind it. What is hidden, replaced or temporary is never found. What
 * is not in the index yet (it is made in the background) may be missing; it is never wrong.
 */
export interface SearchEngine {
  /** For a person who types: every kind of thing, filters, snippets, words spelled wrongly. */
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchPage>
  /** For recall: messages only, by what they have to do with the question, the best first. */
  related(query: RelatedQuery, signal?: AbortSignal): Promise<RelatedMessage[]>
  /** Resolves when all that is stored is in the index. */
  ready(): Promise<void>
  close(): Promise<void>
}
