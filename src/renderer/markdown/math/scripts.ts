import { element, operator, row, type Mathml } from './mathml.ts'
import type { Atom, Reader } from './reader.ts'

/** A part with what stands at its right, above it and below it. */
export function readScripts(reader: Reader, { part, limits }: Atom): Mathml {
  const scripts = new Map<string, Mathml>()
  let around = limits
  let primes = ''
  for (;;) {
    const token = reader.peek()
    if (token === '\\limits' || token === '\\nolimits') around = token === '\\limits'
    else if (token === "'") primes += '′'
    else if (token !== '^' && token !== '_') break
    reader.take()
    if (token !== '^' && token !== '_') continue
    if (scripts.has(token)) reader.fail()
    else scripts.set(token, reader.argument())
  }
  const raised = scripts.get('^')
  const primed = primes === '' ? [] : [operator(primes), ...(raised ? [raised] : [])]
  return placed(part, around, scripts.get('_'), primes === '' ? raised : row(primed))
}

function placed(part: Mathml, around: boolean, below?: Mathml, above?: Mathml): Mathml {
  if (above && below) return element(around ? 'munderover' : 'msubsup', [part, below, above])
  if (above) return element(around ? 'mover' : 'msup', [part, above])
  if (below) return element(around ? 'munder' : 'msub', [part, below])
  return part
}
