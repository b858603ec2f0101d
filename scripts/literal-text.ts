import { parseSync } from 'vite'

/** Words in the source of a part of the window, where a person would read or hear them as they stand. */
export interface LiteralText {
  readonly line: number
  readonly text: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [part: string]: unknown
}

/** Attributes of elements and components that are shown or said. */
const said = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
])

/** Of notices. */
const told = new Set(['title', 'text'])

/** A name is the same in every language. */
const names = new Set(['Hearth', 'qwen3:4b'])

/**
 * Text of JSX that holds letters, and strings that do where JSX, its attributes or notices show them; anywhere else whole
 * sentences, but for those of bugs (`new Error`), which nobody is shown. What comes out of the words of a language is a
 * call: it is no string that stands there.
 */
export function findLiteralText(file: string, code: string): readonly LiteralText[] {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`)
  const found = new Map<number, string>()
  look(program as unknown as Node)
  return [...found]
    .toSorted(([one], [other]) => one - other)
    .map(([start, text]) => ({ line: code.slice(0, start).split('\n').length, text }))

  function look(node: Node): void {
    if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Error') return
    if (node.type === 'JSXText') keep(node, String(node['value']))
    if (node.type === 'JSXAttribute' && said.has(nameOf(node['name']))) shown(node['value'])
    if (node.type === 'Property' && told.has(nameOf(node['key']))) shown(node['value'])
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') nodesIn(node['children']).forEach(shown)
    for (const text of textsOf(node)) if (isSentence(text)) keep(node, text)
    for (const part of Object.values(node)) for (const inner of nodesIn(part)) look(inner)
  }

  /** A string that stands here as it is, or may. */
  function shown(value: unknown): void {
    const [node] = nodesIn(value)
    if (!node) return
    for (const text of textsOf(node)) keep(node, text)
    if (node.type === 'JSXExpressionContainer') shown(node['expression'])
    // A comparison is never shown.
    if (node.type === 'BinaryExpression' && node['operator'] !== '+') return
    for (const branch of branches[node.type] ?? []) shown(node[branch])
  }

  function keep({ start }: Node, text: string): void {
    const words = text.trim().replaceAll(/\s+/g, ' ')
    if (/\p{L}/u.test(words) && !names.has(words)) found.set(start, words)
  }
}

/** What an expression comes to. */
const branches: Readonly<Record<string, readonly string[]>> = {
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  BinaryExpression: ['left', 'right'],
  ParenthesizedExpression: ['expression'],
  TSAsExpression: ['expression'],
  TSSatisfiesExpression: ['expression'],
}

function textsOf(node: Node): string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']]
  if (node.type !== 'TemplateLiteral') return []
  return nodesIn(node['quasis']).map(({ value }) => (value as { readonly cooked: string }).cooked)
}

function isSentence(text: string): boolean {
  return /^\p{Lu}.*\p{L}\s+\p{L}.*[.!?…]$/su.test(text.trim())
}

function nodesIn(part: unknown): readonly Node[] {
  if (Array.isArray(part)) return part.flatMap(nodesIn)
  const isNode = typeof part === 'object' && part !== null && 'type' in part && 'start' in part
  return isNode ? [part as Node] : []
}

function nameOf(node: unknown): string {
  return String((node as { readonly name?: unknown } | undefined)?.name)
}
