import type { RecalledMessage } from '../../../shared/context.ts'
import type { SearchPage, SearchQuery } from '../../../shared/search.ts'
import type { MeaningModel } from './meaning-layout.ts'
import type { Meanings } from './meanings.ts'

/** A message that has to do with what is asked. */
export interface RelatedMessage extends RecalledMessage {
  /** The higher the better; only to be compared within one answer. */
  readonly score: number
}

/** What is looked for, as an embedding model puts it; null or left out: by words alone. */
export type Meaning = { readonly model: MeaningModel; readonly vector: readonly number[] } | null

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
  search(query: SearchQuery, signal?: AbortSignal, meaning?: Meaning): Promise<SearchPage>
  /** For recall: messages only, by what they have to do with the question, the best first. */
  related(query: RelatedQuery, signal?: AbortSignal, meaning?: Meaning): Promise<RelatedMessage[]>
  /** What is needed to find what means the same in other words. Null where the engine cannot. */
  readonly meanings: Meanings | null
  /** Resolves when all that is stored is in the index. */
  ready(): Promise<void>
  close(): Promise<void>
}
