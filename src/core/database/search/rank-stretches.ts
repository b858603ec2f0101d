/** A message near another one, as `around` finds them. */
export interface Stands {
  readonly id: string
  /** The one it stands near. */
  readonly of: string
  /** How many messages away: less than 0 before it, more after it, 0 for itself. */
  readonly distance: number
}

/** Puts messages and those around them together to pieces of conversations: one after the other as they were said, without gaps. */
export function stretchesOf<M extends Stands>(around: readonly M[]): M[][] {
  const all = new Map(around.map((message) => [message.id, message]))
  /** Of each message, who stands how far away: told twice, it is the same. */
  const windows = new Map<string, Map<number, string>>()
  for (const { of, distance, id } of around) {
    const window = windows.get(of) ?? new Map<number, string>()
    windows.set(of, window.set(distance, id))
  }
  const next = new Map<string, string>()
  for (const window of windows.values())
    for (const [distance, id] of window) {
      const following = window.get(distance + 1)
      if (following !== undefined) next.set(id, following)
    }
  const continued = new Set(next.values())
  return [...all.keys()].filter((id) => !continued.has(id)).map((start) => stretchFrom(start, next, all))
}

function stretchFrom<M>(start: string, next: ReadonlyMap<string, string>, all: ReadonlyMap<string, M>): M[] {
  const stretch: M[] = []
  for (let id: string | undefined = start; id !== undefined; id = next.get(id)) {
    const message = all.get(id)
    if (message) stretch.push(message)
  }
  return stretch
}
