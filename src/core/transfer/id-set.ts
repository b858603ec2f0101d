import { randomInt } from 'node:crypto'

/** UUIDs that were met, in 16 bytes each and out of the collector's way: a document may have millions of them. */
export interface IdSet {
  /** False when it was there already. */
  add(id: string): boolean
  has(id: string): boolean
}

export function createIdSet(): IdSet {
  /** Open addressing: four words a place, all zero where it is free. */
  let words = new Uint32Array(4 * 1024)
  let count = 0
  /** The UUID of nothing but zeros looks like a free place. */
  let hasZero = false
  const given = new Uint32Array(4)
  // Nobody can make a document whose ids all want the same place.
  const seed = randomInt(2 ** 32)

  function read(id: string): void {
    const hex = id.replaceAll('-', '')
    for (let word = 0; word < 4; word += 1)
      given[word] = Number.parseInt(hex.slice(8 * word, 8 * word + 8), 16)
  }

  /** Where the given id is, or would be. */
  function find(): number {
    const places = words.length / 4
    let hash = seed
    for (const word of given) hash = Math.imul(hash ^ word, 0x9e_37_79_b1) ^ (hash >>> 15)
    let place = (hash >>> 0) % places
    for (;;) {
      const at = 4 * place
      const free = words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0
      if (free || given.every((word, index) => words[at + index] === word)) return at
      place = (place + 1) % places
    }
  }

  function grow(): void {
    const old = words
    words = new Uint32Array(old.length * 2)
    const wanted = given.slice()
    for (let at = 0; at < old.length; at += 4) {
      given.set(old.subarray(at, at + 4))
      if (given.some((word) => word !== 0)) words.set(given, find())
    }
    given.set(wanted)
  }

  function isIn(): boolean {
    if (given.every((word) => word === 0)) return hasZero
    const at = find()
    return given.every((word, index) => words[at + index] === word)
  }

  return {
    has(id) {
      read(id)
      return isIn()
    },
    add(id) {
      read(id)
      if (isIn()) return false
      if (given.every((word) => word === 0)) {
        hasZero = true
        return true
      }
      if (count * 8 > words.length) grow()
      words.set(given, find())
      count += 1
      return true
    },
  }
}
