/** Says whether a page that crashed may be loaded again: `limit` times within `periodMs`, so that it never loops. */
export function reloadGuard({ limit = 3, periodMs = 60_000 } = {}): (now: number) => boolean {
  let crashes: number[] = []
  return (now) => {
    crashes = crashes.filter((time) => now - time < periodMs)
    if (crashes.length >= limit) return false
    crashes.push(now)
    return true
  }
}
