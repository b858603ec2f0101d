/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new Error('There are no values to measure.')
  return value
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}

/** Figures for people, then one line for programs. */
export function report(bench: string, figures: Readonly<Record<string, number | string | boolean>>): void {
  console.table(figures)
  console.log(JSON.stringify({ bench, ...figures }))
}
