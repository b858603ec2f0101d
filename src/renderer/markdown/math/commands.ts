import { readEnvironment, readTable } from './environments.ts'
import { functionName } from './function-name.ts'
import { element, operator, row, space, textOf, words, type Mathml } from './mathml.ts'
import { atom, type Atom, type Reader } from './reader.ts'
import { brackets } from './symbols.ts'

type Command = (reader: Reader) => Atom

function fraction(reader: Reader, attributes: Mathml['attributes'] = {}): Mathml {
  const above = reader.argument()
  return element('mfrac', [above, reader.argument()], attributes)
}

const sized =
  (displaystyle: boolean): Command =>
  (reader) =>
    atom(element('mstyle', [fraction(reader)], { displaystyle: String(displaystyle) }))

const binomial: Command = (reader) =>
  atom(
    row([
      operator('(', { form: 'prefix' }),
      fraction(reader, { linethickness: '0' }),
      operator(')', { form: 'postfix' }),
    ]),
  )

const root: Command = (reader) => {
  if (reader.peek() !== '[') return atom(element('msqrt', [reader.argument()]))
  reader.take()
  const degree = row(reader.until((token) => token === ']'))
  reader.take()
  return atom(element('mroot', [reader.argument(), degree]))
}

const text: Command = (reader) => {
  const inside = (reader.group() ?? '\\').replaceAll(/\\([%$#&_{} ])/g, '$1')
  // What else is set in words is not known here.
  if (inside.includes('\\') || inside.includes('$')) reader.fail()
  return atom(words(inside))
}

const operatorName: Command = (reader) => {
  const isRanging = reader.peek() === '*'
  if (isRanging) reader.take()
  const inside = (reader.group() ?? '\\').replaceAll(/\\[,; ]/g, ' ')
  if (inside.includes('\\')) reader.fail()
  return atom(functionName(reader, inside, isRanging ? { movablelimits: 'true' } : {}), isRanging)
}

/** The bracket after `\left` and the like: none where a point stands. */
function readBracket(reader: Reader): string {
  const token = reader.take() ?? ''
  const sign = token === '.' ? '' : brackets.get(token)
  if (sign === undefined) reader.fail()
  return sign ?? ''
}

function growing(sign: string, form: string): Mathml[] {
  return sign === '' ? [] : [operator(sign, { form, fence: 'true', stretchy: 'true' })]
}

const left: Command = (reader) => {
  const before = growing(readBracket(reader), 'prefix')
  const inside = reader.until((token) => token === '\\right')
  if (reader.take() === null) reader.fail()
  return atom(row([...before, row(inside), ...growing(readBracket(reader), 'postfix')]))
}

const middle: Command = (reader) => atom(operator(readBracket(reader), { stretchy: 'true', fence: 'true' }))

const big =
  (size: number): Command =>
  (reader) =>
    atom(operator(readBracket(reader), { stretchy: 'true', minsize: `${size}em`, maxsize: `${size}em` }))

/** Lines at, above and below a part are its borders. */
const framed =
  (className: string): Command =>
  (reader) =>
    atom(element('mrow', [reader.argument()], { class: className }))

const brace =
  (tag: 'mover' | 'munder', sign: string): Command =>
  (reader) =>
    atom(element(tag, [reader.argument(), operator(sign, { stretchy: 'true' })]), true)

/** `\overset{above}{part}` */
const stacked =
  (tag: 'mover' | 'munder'): Command =>
  (reader) => {
    const other = reader.argument()
    return atom(element(tag, [reader.argument(), other]))
  }

const arrow =
  (sign: string): Command =>
  (reader) =>
    atom(element('mover', [operator(sign, { stretchy: 'true' }), reader.argument()]))

/** A sign struck through. */
const not: Command = (reader) => {
  const sign = reader.argument()
  return atom(element(sign.tag, [`${textOf(sign)}\u{338}`], sign.attributes))
}

const modulo: Command = (reader) =>
  atom(
    row([
      space(0.5),
      operator('(', { stretchy: 'false' }),
      words('mod '),
      reader.argument(),
      operator(')', { stretchy: 'false' }),
    ]),
  )

const substack: Command = (reader) => {
  if (reader.take() !== '{') reader.fail()
  const lines = readTable(reader, 'stack')
  if (reader.take() === null) reader.fail()
  return atom(lines)
}

/** What it is given counts for nothing here. */
const leftOut =
  (shown: boolean): Command =>
  (reader) => {
    if (reader.group() === null) reader.fail()
    return atom(shown ? reader.argument() : row([]))
  }

const tag: Command = (reader) => atom(row([space(2), words(`(${reader.group() ?? ''})`)]))

/** Commands with arguments. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['\\frac', (reader) => atom(fraction(reader))],
  ['\\dfrac', sized(true)],
  ['\\cfrac', sized(true)],
  ['\\tfrac', sized(false)],
  ['\\binom', binomial],
  ['\\dbinom', binomial],
  ['\\tbinom', binomial],
  ['\\sqrt', root],
  ...['\\text', '\\textrm', '\\textbf', '\\textit', '\\texttt', '\\textsf', '\\textnormal', '\\mbox'].map(
    (command) => [command, text] as const,
  ),
  ['\\operatorname', operatorName],
  ['\\left', left],
  ['\\middle', middle],
  ...['big', 'Big', 'bigg', 'Bigg'].flatMap((size, index) =>
    ['', 'l', 'r', 'm'].map((side) => [`\\${size}${side}`, big(1.2 + 0.6 * index)] as const),
  ),
  ['\\begin', (reader) => atom(readEnvironment(reader))],
  ['\\overline', framed('md-over')],
  ['\\underline', framed('md-under')],
  ['\\boxed', framed('md-boxed')],
  ['\\fbox', framed('md-boxed')],
  ['\\overbrace', brace('mover', '⏞')],
  ['\\underbrace', brace('munder', '⏟')],
  ['\\overset', stacked('mover')],
  ['\\stackrel', stacked('mover')],
  ['\\underset', stacked('munder')],
  ['\\xrightarrow', arrow('→')],
  ['\\xleftarrow', arrow('←')],
  ['\\not', not],
  ['\\bmod', (reader) => atom(functionName(reader, 'mod', { lspace: '0.2222em', rspace: '0.2222em' }))],
  ['\\mod', (reader) => atom(row([space(0.5), functionName(reader, 'mod')]))],
  ['\\pmod', modulo],
  ['\\substack', substack],
  ['\\phantom', (reader) => atom(element('mphantom', [reader.argument()]))],
  ['\\mathop', (reader) => atom(reader.argument(), true)],
  ...['\\mathrel', '\\mathbin', '\\mathord', '\\mathopen', '\\mathclose', '\\mathpunct', '\\mathinner'].map(
    (command): readonly [string, Command] => [command, (reader) => atom(reader.argument())],
  ),
  ['\\textcolor', leftOut(true)],
  ['\\color', leftOut(false)],
  ['\\label', leftOut(false)],
  ['\\hspace', leftOut(false)],
  ['\\vspace', leftOut(false)],
  ['\\tag', tag],
])
