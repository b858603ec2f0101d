import type { WorkerRequest } from './worker-protocol.ts'

/** A call that waits for the engine, which does one at a time. */
export interface Call {
  readonly request: WorkerRequest
  /** A read that nobody may wait for any more: it gives way to everything else. */
  readonly mayLeave: boolean
  /** Whose turn with the database it belongs to, or null for anybody's. */
  readonly turn: number | null
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** Somebody who waits to have the database alone. */
export interface Claim {
  readonly claim: number
  readonly grant: () => void
  readonly reject: (error: Error) => void
}

/** Decides what the engine does next. Whoever has the database comes first and alone, then the rest, then reads. */
export interface Queue {
  add(entry: Call | Claim): void
  /** Takes out the call to be sent now, or null when none may be. Grants a claim when it is its turn. */
  next(): Call | null
  /** Takes out a call whose reader has gone. */
  drop(call: Call): void
  /** The database is anybody's again. */
  release(turn: number): void
  /** Takes the database from whoever has it, and out of the queue what they still wanted. */
  breakTurn(): readonly Call[]
  /** Takes out everything. */
  empty(): readonly (Call | Claim)[]
  readonly length: () => number
  /** Nobody waits, and nobody has the database. */
  readonly isIdle: () => boolean
}

export function createQueue(): Queue {
  let waiting: (Call | Claim)[] = []
  let holder: number | null = null

  const take = (suits: (entry: Call | Claim) => boolean): Call | Claim | undefined => {
    const at = waiting.findIndex(suits)
    return at === -1 ? undefined : waiting.splice(at, 1)[0]
  }
  const isCall = (entry: Call | Claim): entry is Call => 'request' in entry

  return {
    add: (entry) => void waiting.push(entry),
    next() {
      const held = holder
      const entry =
        held === null
          ? (take((other) => !isCall(other) || !other.mayLeave) ?? take(() => true))
          : take((other) => isCall(other) && other.turn === held)
      if (!entry) return null
      if (isCall(entry)) return entry
      holder = entry.claim
      entry.grant()
      return null
    },
    drop: (call) => void take((other) => other === call),
    release(turn) {
      if (holder === turn) holder = null
    },
    breakTurn() {
      const broken = holder
      holder = null
      if (broken === null) return []
      const calls = waiting.filter(isCall).filter((call) => call.turn === broken)
      waiting = waiting.filter((entry) => !calls.includes(entry as Call))
      return calls
    },
    empty() {
      const all = waiting
      waiting = []
      return all
    },
    length: () => waiting.length,
    isIdle: () => waiting.length === 0 && holder === null,
  }
}
