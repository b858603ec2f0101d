import { createRandom } from '../../tests/support/random.ts'

/**
 * The text of a model that never tires: Markdown of every common shape, in tokens of about four and a half characters.
 * The same seed gives the same tokens, on every machine.
 */

/** `mixed` is what models write; the others are the shapes that hurt: one block without end. */
export const shapes = ['mixed', 'paragraph', 'code', 'list', 'table'] as const
export type Shape = (typeof shapes)[number]

/** So many tokens of Markdown. Joined, they are the text. */
export function markdownTokens(count: number, options: { seed?: number; shape?: Shape } = {}): string[] {
  const random = createRandom(options.seed ?? 1).fraction
  const write = writers[options.shape ?? 'mixed']
  const tokens: string[] = []
  for (let index = 0; tokens.length < count; index += 1) {
    for (const token of tokensOf(write(random, index))) tokens.push(token)
  }
  return tokens.slice(0, count)
}

type Random = () => number
type Writer = (random: Random, index: number) => string

/** Words with the space before them, long ones in two: as tokenizers cut. */
function tokensOf(text: string): string[] {
  return text.match(/\n+|[ \t]*[^\s\w]{1,3}|[ \t]*\w{1,7}|[ \t]+/g) ?? []
}

const vocabulary =
  'a the of to in and is it for on with as that this by from an at or be not are was when which each row index query table database search message model answer token memory window context stream local fast small large plan step result value column text word page cache lock thread write read keep find build check measure reason because therefore usually sometimes never always first last next before after while until configuration performance reliability'.split(
    ' ',
  )

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('There is nothing to pick from')
  return value
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join(' ')
}

function word(random: Random): string {
  const plain = pick(random, vocabulary)
  const chance = random()
  if (chance < 0.04) return `**${plain}**`
  if (chance < 0.07) return `\`${plain}\``
  if (chance < 0.08) return `*${plain}*`
  if (chance < 0.085) return `[${plain}](https://example.org/${plain})`
  return plain
}

function sentence(random: Random): string {
  const text = words(random, 6 + Math.floor(random() * 14))
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}. `
}

function paragraph(random: Random): string {
  return `${Array.from({ length: 2 + Math.floor(random() * 4) }, () => sentence(random)).join('')}\n\n`
}

function codeLine(random: Random): string {
  const [name, other, third] = [pick(random, vocabulary), pick(random, vocabulary), pick(random, vocabulary)]
  return pick(random, [
    `const ${name} = await ${other}(${third}, '${name} ${other}')`,
    `  if (${name} > ${Math.floor(random() * 100)}) return ${other}.map((${third}) => ${third} + 1)`,
    `// ${name} ${other} ${third}`,
    `export function ${name}(${other}: string): number {`,
    '}',
  ])
}

function code(random: Random): string {
  const lines = Array.from({ length: 5 + Math.floor(random() * 20) }, () => codeLine(random))
  return `\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n\n`
}

function list(random: Random): string {
  const ordered = random() < 0.4
  const items = Array.from({ length: 3 + Math.floor(random() * 6) }, (_, index) => {
    const nested = random() < 0.2 ? `\n   - ${words(random, 6)}\n   - ${words(random, 5)}` : ''
    return `${ordered ? `${index + 1}.` : '-'} ${words(random, 4 + Math.floor(random() * 12))}${nested}`
  })
  return `${items.join('\n')}\n\n`
}

function row(random: Random): string {
  return `| ${Array.from({ length: 4 }, () => words(random, 1 + Math.floor(random() * 3))).join(' | ')} |\n`
}

function table(random: Random): string {
  const rows = Array.from({ length: 3 + Math.floor(random() * 6) }, () => row(random))
  return `${row(random)}|---|---:|:---:|---|\n${rows.join('')}\n`
}

function heading(random: Random): string {
  return `${'#'.repeat(2 + Math.floor(random() * 2))} ${words(random, 4)}\n\n`
}

const writers: Readonly<Record<Shape, Writer>> = {
  mixed(random) {
    const chance = random()
    if (chance < 0.45) return paragraph(random)
    if (chance < 0.6) return heading(random) + paragraph(random)
    if (chance < 0.78) return list(random)
    if (chance < 0.9) return code(random)
    if (chance < 0.97) return table(random)
    return `> ${sentence(random)}\n> ${sentence(random)}\n\n`
  },
  paragraph: sentence,
  code: (random, index) => `${index === 0 ? '```ts\n' : ''}${codeLine(random)}\n`,
  list: (random) => `- ${words(random, 4 + Math.floor(random() * 12))}\n`,
  table: (random, index) => (index === 0 ? `${row(random)}|---|---:|:---:|---|\n` : row(random)),
}
