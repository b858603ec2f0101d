/** Some models give nothing but zeros for a text that they cannot read: that is like no other, and like all of them. */
export function saysSomething(vector: readonly number[]): boolean {
  return vector.some((number) => number !== 0)
}
