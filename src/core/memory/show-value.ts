/** A value of what is remembered, for people. */
export function showValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
