import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Log } from '../../log.ts'
import type { Database } from '../database.ts'
import { fillSome, type KnownWords } from './fill.ts'
import type { FindMatches } from './match.ts'
import type { Mending } from './mending.ts'
import { findWitnesses } from './witnesses.ts'

/** Keeps the index in step with what is stored, in the background and a little at a time. */
export interface Filler {
  /** Takes up what changed last, so that a search finds it; no more than takes a moment. */
  catchUp(): Promise<void>
  /** The index was made anew: what was known of it is nothing. */
  forget(): void
  /** Resolves when all that is stored is in the index. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** When to work in the background. */
export interface Pace {
  /** Whether something may have changed, and nobody wants the database now. */
  isTime(): boolean
  /** Whether somebody has asked for something since the last step. */
  isWanted(): boolean
  /** A step begins. */
  onStep(): void
}

export interface FillerOptions {
  readonly db: Database
  readonly find: FindMatches
  /** The same database, for what is done in the background. */
  readonly background: Database
  readonly pace: Pace
  /** Does something with the index, which is mended where that is needed. */
  readonly mending: Mending
  readonly log: Log
  /** Milliseconds between looks whether it is time. */
  readonly everyMs?: number
}

/** How much is taken up at a time: no call that comes meanwhile waits for longer than that takes. */
const atOnce = { background: 30, search: 20, words: 5 }
/** Milliseconds after which a search takes up nothing more. */
const catchUpMs = 30
/** So many that waited leave a list behind that each search looks through in vain (3 ms for 100,000), until it is vacuumed. */
const manyTaken = 1_000
/** Milliseconds between two steps in the background, in which others may ask. */
const pauseMs = 5

export function openFiller(options: FillerOptions): Filler {
  const { db, background, find, pace, mending, log, everyMs = 500 } = options
  const known: KnownWords = new Set()
  let taken = 0
  let closing = false
  let last: Promise<unknown> = Promise.resolve()
  let running: Promise<void> | null = null

  /** One after another. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(() => mending.with(work))
    last = done.catch(() => null)
    return done
  }

  /** Resolves with whether nothing is left. */
  const step = (): Promise<boolean> =>
    inTurn(async () => {
      if (closing) return true
      pace.onStep()
      const some = await fillSome(background, known, atOnce.background)
      taken += some
      if (some > 0) return false
      if (taken >= manyTaken) {
        taken = 0
        await background.execute(sql`vacuum search.changed`)
      }
      return (await findWitnesses(background, find, known, atOnce.words)) === 0
    })

  async function workThrough(): Promise<void> {
    while (!(await step())) {
      await sleep(pauseMs)
      if (pace.isWanted()) return
    }
  }

  const timer = setInterval(() => {
    if (running || !pace.isTime()) return
    running = workThrough()
      .catch((error: unknown) => log.warn('search.fill', { error }))
      .finally(() => {
        running = null
      })
  }, everyMs)
  timer.unref()

  return {
    async catchUp() {
      const since = performance.now()
      let some: number
      do some = await inTurn(async () => (closing ? 0 : fillSome(db, known, atOnce.search)))
      while (some > 0 && performance.now() - since < catchUpMs)
    },
    forget: () => known.clear(),
    async ready() {
      while (!(await step())) await sleep(0)
    },
    async close() {
      closing = true
      clearInterval(timer)
      await running
      await last
    },
  }
}
