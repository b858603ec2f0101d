type Declared = (...values: never[]) => unknown

/**
 * A script for a page out of functions that are written, typed and tested here. It has nothing but them: what they call
 * has to be in the list, under the same name. Node strips their types and leaves the rest as it is written.
 */
export function functionSource(functions: readonly Declared[], call: string): string {
  const declarations = functions.map((declared) => Function.prototype.toString.call(declared))
  return `(() => {\n${declarations.join('\n')}\n${call}\n})()`
}
