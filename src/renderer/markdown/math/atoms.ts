import { alphabets, restyle } from './alphabets.ts'
import { commands } from './commands.ts'
import { functionName } from './function-name.ts'
import { element, operator, row, space, textOf, upright, words, type Mathml } from './mathml.ts'
import { atom, type Atom, type Reader } from './reader.ts'
import {
  accents,
  brackets,
  functions,
  idle,
  integrals,
  letters,
  operators,
  ranging,
  spaces,
  sums,
  uprights,
} from './symbols.ts'

/**
 * The next part of a formula, without what stands at its right, above or below it. `single`: of a number only its first
 * digit, as TeX takes arguments without braces.
 */
export function readAtom(reader: Reader, before: Mathml | null, single = false): Atom {
  const token = reader.peek()
  // A script of nothing.
  if (token === '^' || token === '_' || token === "'") return atom(row([]))
  reader.take()
  if (token === null) return unknown(reader)
  if (token === '{') return atom(readGroup(reader))
  if (/^\d$/.test(token)) return atom(element('mn', [single ? token : readNumber(reader, token)]))
  if (/^[A-Za-z]$/.test(token)) return atom(element('mi', [token]))
  if (token.startsWith('\\') || token === '~') return readCommand(reader, token, before)
  return readSign(reader, token, before)
}

function unknown(reader: Reader): Atom {
  reader.fail()
  return atom(row([]))
}

function readGroup(reader: Reader): Mathml {
  const inside = reader.until((token) => token === '}')
  if (reader.take() === null) reader.fail()
  return element('mrow', inside)
}

function readNumber(reader: Reader, first: string): string {
  let number = first
  for (;;) {
    const token = reader.peek() ?? ''
    if (!/^[\d.]$/.test(token) || (token === '.' && number.includes('.'))) return number.replace(/\.$/, '')
    reader.take()
    number += token
  }
}

function readCommand(reader: Reader, token: string, before: Mathml | null): Atom {
  const letter = letters.get(token)
  if (letter !== undefined) return atom(element('mi', [letter]))
  const sign = uprights.get(token)
  if (sign !== undefined) return atom(upright(sign))
  const relation = operators.get(token)
  if (relation !== undefined) return atom(operator(relation, signed(token, before)))
  const sum = sums.get(token)
  if (sum !== undefined) return atom(operator(sum, { largeop: 'true', movablelimits: 'true' }), true)
  const integral = integrals.get(token)
  if (integral !== undefined) return atom(operator(integral, { largeop: 'true' }))
  const bracket = brackets.get(token)
  if (bracket !== undefined) return atom(operator(bracket, { stretchy: 'false' }))
  if (functions.has(token)) return atom(functionName(reader, token.slice(1)))
  const range = ranging.get(token)
  if (range !== undefined) return atom(functionName(reader, range, { movablelimits: 'true' }), true)
  const width = spaces.get(token)
  if (width !== undefined) return atom(space(width))
  if (idle.has(token)) return atom(row([]))
  const accent = accents.get(token)
  if (accent) return atom(readAccent(reader, ...accent))
  const alphabet = alphabets.get(token)
  if (alphabet !== undefined) return atom(restyle(reader.argument(), alphabet))
  return commands.get(token)?.(reader) ?? unknown(reader)
}

function readAccent(reader: Reader, sign: string, grows: boolean): Mathml {
  const under = reader.argument()
  return element('mover', [under, operator(sign, { stretchy: String(grows) })], { accent: 'true' })
}

/** At the beginning, and after another sign, a plus or minus belongs to what follows. */
function signed(token: string, before: Mathml | null): Mathml['attributes'] {
  const isSign = ['+', '-', '\\pm', '\\mp'].includes(token)
  const opens = before === null || (before.tag === 'mo' && !/^[)\]}|!⟩]$/.test(textOf(before)))
  return isSign && opens ? { form: 'prefix' } : {}
}

const signs: ReadonlyMap<string, string> = new Map([
  ['-', '−'],
  ['*', '∗'],
])

function readSign(reader: Reader, token: string, before: Mathml | null): Atom {
  // What belongs to a table, or closes what was not opened.
  if (['&', '}', '$', '#', '%'].includes(token)) return unknown(reader)
  if ('+-*=<>:,;'.includes(token)) return atom(operator(signs.get(token) ?? token, signed(token, before)))
  if ('()[]|/'.includes(token)) return atom(operator(token, { stretchy: 'false', ...tight(token) }))
  if ('!?.@"`'.includes(token)) return atom(operator(token, { lspace: '0', rspace: '0' }))
  return atom(words(token))
}

/** Between what these stand there is no more space than between letters. */
function tight(token: string): Mathml['attributes'] {
  return token === '|' || token === '/' ? { lspace: '0', rspace: '0' } : {}
}
