import { element, operator, row, type Mathml } from './mathml.ts'
import type { Reader } from './reader.ts'

/** How the columns of a table stand: each in turn, the last one for all that follow. */
type Columns = readonly ('left' | 'center' | 'right')[]

interface Environment {
  readonly columns: Columns
  /** What stands before and after it. */
  readonly between?: readonly [before: string, after: string]
  /** Set as large as a formula of its own. */
  readonly large?: boolean
  /** Says itself how its columns stand. */
  readonly named?: boolean
}

const centred: Environment = { columns: ['center'] }
const pairs: Environment = { columns: ['right', 'left'], large: true }
const lines: Environment = { columns: ['center'], large: true }

const environments: ReadonlyMap<string, Environment> = new Map<string, Environment>([
  ['matrix', centred],
  ['smallmatrix', centred],
  ['pmatrix', { ...centred, between: ['(', ')'] }],
  ['bmatrix', { ...centred, between: ['[', ']'] }],
  ['Bmatrix', { ...centred, between: ['{', '}'] }],
  ['vmatrix', { ...centred, between: ['|', '|'] }],
  ['Vmatrix', { ...centred, between: ['‖', '‖'] }],
  ['cases', { columns: ['left'], between: ['{', ''] }],
  ['rcases', { columns: ['left'], between: ['', '}'] }],
  ['array', { ...centred, named: true }],
  ['aligned', pairs],
  ['align', pairs],
  ['align*', pairs],
  ['alignat', { ...pairs, named: true }],
  ['alignat*', { ...pairs, named: true }],
  ['alignedat', { ...pairs, named: true }],
  ['split', pairs],
  ['eqnarray', { columns: ['right', 'center', 'left'], large: true }],
  ['eqnarray*', { columns: ['right', 'center', 'left'], large: true }],
  ['gather', lines],
  ['gather*', lines],
  ['gathered', lines],
  ['multline', lines],
  ['multline*', lines],
  ['equation', lines],
  ['equation*', lines],
])

/** What stands from `\begin`, which has been taken, to its `\end`. */
export function readEnvironment(reader: Reader): Mathml {
  const name = reader.group() ?? ''
  const environment = environments.get(name)
  if (!environment) {
    reader.fail()
    return row([])
  }
  const named = environment.named ? columnsOf(reader.group() ?? '') : environment.columns
  const table = readRows(reader, named, environment, (token) => token === '\\end')
  reader.take()
  if (reader.group() !== name) reader.fail()
  const [before, after] = environment.between ?? ['', '']
  if (before + after === '') return table
  const bracket = (sign: string, form: string): Mathml[] =>
    sign === '' ? [] : [operator(sign, { form, fence: 'true', stretchy: 'true' })]
  return row([...bracket(before, 'prefix'), table, ...bracket(after, 'postfix')])
}

/** The lines of a whole formula, or what stands in a `\substack`, to its end. */
export function readTable(reader: Reader, kind: 'lines' | 'stack'): Mathml {
  const ends = (token: string): boolean => kind === 'stack' && token === '}'
  return readRows(
    reader,
    kind === 'lines' ? pairs.columns : centred.columns,
    kind === 'lines' ? pairs : {},
    ends,
  )
}

function readRows(
  reader: Reader,
  columns: Columns,
  { large = false }: Partial<Environment>,
  ends: (token: string) => boolean,
): Mathml {
  const rows: Mathml[][] = [[]]
  for (;;) {
    const cell = reader.until((token) => token === '&' || token === '\\\\' || token === '\\cr' || ends(token))
    rows.at(-1)?.push(row(cell))
    const token = reader.peek()
    if (token === null || ends(token)) break
    reader.take()
    if (token === '&') continue
    leaveOutDistance(reader)
    rows.push([])
  }
  // The last line may end as the others do.
  const filled = rows.filter(
    (cells, index) => index < rows.length - 1 || cells.some((cell) => !isEmpty(cell)),
  )
  const only = filled.length === 1 && filled[0]?.length === 1 ? filled[0][0] : undefined
  if (only) return only
  return element(
    'mtable',
    filled.map((cells) =>
      element(
        'mtr',
        cells.map((cell, column) => cellOf(cell, columns, column)),
      ),
    ),
    large ? { displaystyle: 'true', class: 'md-lines' } : {},
  )
}

function cellOf(cell: Mathml, columns: Columns, column: number): Mathml {
  // Pairs of columns follow one another; else the last one holds for the rest.
  const place = columns.length === 2 ? column % 2 : Math.min(column, columns.length - 1)
  return element('mtd', [cell], { class: `md-${columns[place] ?? 'center'}` })
}

function isEmpty({ tag, children }: Mathml): boolean {
  return tag === 'mrow' && children.length === 0
}

/** `\\[2pt]` */
function leaveOutDistance(reader: Reader): void {
  if (reader.peek() !== '[') return
  reader.take()
  reader.until((token) => token === ']')
  reader.take()
}

const columnNames: Readonly<Record<string, Columns[number]>> = { l: 'left', c: 'center', r: 'right' }

/** `{l|cr}` */
function columnsOf(named: string): Columns {
  const columns = named.split('').flatMap((sign) => columnNames[sign] ?? [])
  return columns.length === 0 ? pairs.columns : columns
}
