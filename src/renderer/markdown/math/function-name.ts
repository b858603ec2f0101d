import { operator, type Mathml } from './mathml.ts'
import type { Reader } from './reader.ts'

/** A function stands a little off its argument, but not off a bracket. */
export function functionName(reader: Reader, text: string, attributes: Mathml['attributes'] = {}): Mathml {
  const close = ['(', '[', '\\left', '^', '_'].includes(reader.peek() ?? '')
  return operator(text, { lspace: '0.1667em', rspace: close ? '0' : '0.1667em', ...attributes })
}
