import { memo, type ReactNode } from 'react'
import type { Block } from './block.ts'
import { languageOf, renderBlocks } from './blocks.tsx'
import { CodeBlock } from './code-block.tsx'
import { codeOf } from './fenced-code.ts'
import { finish, lexBlock } from './lex.ts'
import { TableBlock } from './table-block.tsx'
import { mathOfBlock } from './math/find-math.ts'
import { Formula } from './math/formula.tsx'
import type { Definitions } from './split.ts'

export interface MarkdownBlockProps {
  readonly block: Block
  readonly definitions: Definitions
}

/** From so many UTF-16 units on, an open block is drawn again only when it has grown by a sixteenth. */
const bulky = 12_000

/** One block, drawn again only when its text changes. */
export const MarkdownBlock = memo(function MarkdownBlock({
  block,
  definitions,
}: MarkdownBlockProps): ReactNode {
  return (
    <div className="md-block" data-kind={block.kind} data-joined={block.joined || undefined}>
      {contentOf(block, definitions)}
    </div>
  )
}, sameBlock)

function sameBlock(before: MarkdownBlockProps, after: MarkdownBlockProps): boolean {
  const [a, b] = [before.block, after.block]
  return (
    a.text === b.text &&
    a.closed === b.closed &&
    a.kind === b.kind &&
    a.joined === b.joined &&
    a.first === b.first &&
    before.definitions === after.definitions
  )
}

function contentOf(block: Block, definitions: Definitions): ReactNode {
  const open = !block.closed
  if (block.kind === 'code') {
    const { code, info } = codeOf(block.text, open)
    return <CodeBlock code={code} language={languageOf(info)} open={open} />
  }
  if (block.kind === 'table') return <TableBlock text={block.text} definitions={definitions} open={open} />
  const formula = block.kind === 'math' ? mathOfBlock(block.text) : null
  if (formula) return <Formula {...formula} />
  // Until it is whole, it is not read.
  if (block.kind === 'math' && open) return <code className="md-formula">{block.text.trim()}</code>
  const text = block.kind === 'note' ? block.text.replace(/^( {0,3}\[\^[^\]\s]+\]):/, '$1') : block.text
  const tokens = lexBlock(open ? finish(shownPart(text)) : text, definitions)
  return renderBlocks(tokens, { open, first: block.first, depth: 0 })
}

/** Cost that grows with each word would not end; so it grows with each sixteenth. */
function shownPart(text: string): string {
  if (text.length < bulky) return text
  const grain = 2 ** Math.floor(Math.log2(text.length / 16))
  return text.slice(0, Math.floor(text.length / grain) * grain)
}
