/** What is under way, each from 0 to 1 or null while that is not known, as a taskbar shows it: together, in one bar. */
export interface Progress {
  set(id: string, fraction: number | null): void
  end(id: string): void
}

/** As `setProgressBar` has it. */
const none = -1
const unknown = 2

export function createProgress(show: (value: number) => void): Progress {
  const active = new Map<string, number | null>()

  function tell(): void {
    const known = [...active.values()].filter((fraction) => fraction !== null)
    const sum = known.reduce((total, fraction) => total + fraction, 0)
    if (active.size === 0) show(none)
    else show(known.length < active.size ? unknown : sum / known.length)
  }

  return {
    set(id, fraction) {
      active.set(id, fraction)
      tell()
    },
    end(id) {
      if (active.delete(id)) tell()
    },
  }
}
