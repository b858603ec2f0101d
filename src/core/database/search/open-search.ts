import type { Database } from '../database.ts'
import { openFiller, type FillerOptions } from './filler.ts'
import { findPage, type Correct } from './find.ts'
import type { EngineKind } from './layout.ts'
import { findEmbedded } from './match-embedded.ts'
import { findOnServer } from './match-server.ts'
import { createMeanings } from './meanings.ts'
import { createMending } from './mending.ts'
import { findRelated } from './related.ts'
import type { SearchEngine } from './search-engine.ts'
import { correctWords, findTrigrams } from './typos.ts'

export interface SearchOptions extends Omit<FillerOptions, 'find' | 'mending'> {
  readonly until: (signal: AbortSignal) => Database
  readonly kind: EngineKind
  /** Makes the index anew, whatever is there. */
  readonly make: () => Promise<void>
}

/** Opens the search over a database whose index was set up. */
export function openSearch({ until, kind, make, ...options }: SearchOptions): SearchEngine {
  const { db, log } = options
  const find = kind === 'embedded' ? findEmbedded : findOnServer
  const mending = createMending({ make, log }, () => filler.forget())
  const filler = openFiller({ ...options, find, mending })
  const reading = (signal?: AbortSignal): Database => (signal ? until(signal) : db)
  /** Asked once: looking for it again would not bring it. */
  let trigrams: Promise<string | null> | null = null
  const correct: Correct = async (reader, words) => {
    if (words.length === 0) return []
    trigrams ??= findTrigrams(db)
    const place = await trigrams
    return place === null ? [] : correctWords(reader, place, words)
  }

  return {
    async search(query, signal, meaning = null) {
      await filler.catchUp()
      return mending.with(() => findPage(reading(signal), { find, correct }, query, meaning))
    },
    async related(query, signal, meaning = null) {
      await filler.catchUp()
      return mending.with(() => findRelated(reading(signal), find, query, meaning))
    },
    meanings: kind === 'embedded' ? createMeanings(options.background) : null,
    ready: filler.ready,
    close: filler.close,
  }
}
