/** Rings once, some time after it was set, unless it is cleared before. Setting it again changes nothing. */
export interface Alarm {
  set(): void
  clear(): void
}

export function createAlarm(ms: number, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | null = null
  return {
    set() {
      timer ??= setTimeout(ring, ms).unref()
    },
    clear() {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
