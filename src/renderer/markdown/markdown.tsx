import { useMemo, type ReactNode } from 'react'
import { OpenLinkContext } from './link-context.ts'
import { MarkdownBlock } from './markdown-block.tsx'
import { createSplitter, type Definitions, type Part } from './split.ts'
import './markdown.css'
import './code.css'

export interface MarkdownProps {
  readonly text: string
  /** More may come: what is unfinished is drawn as if it were finished. */
  readonly streaming: boolean
  onOpenLink(url: string): void
}

/**
 * Markdown that a model wrote, and that nobody need trust: no HTML, no image, no address but http, https and mailto,
 * and no link that goes anywhere by itself.
 */
export function Markdown({ text, streaming, onOpenLink }: MarkdownProps): ReactNode {
  const splitter = useMemo(() => createSplitter(), [])
  const { parts, definitions } = splitter.read(text, !streaming)
  return (
    <OpenLinkContext value={onOpenLink}>
      {parts.map((part) => (
        <MarkdownPart key={part.start} part={part} definitions={definitions} />
      ))}
    </OpenLinkContext>
  )
}

/** A few thousand characters of a document. */
export function MarkdownPart({
  part,
  definitions,
}: {
  readonly part: Part
  readonly definitions: Definitions
}): ReactNode {
  return (
    <div className="md">
      {part.blocks.map((block) => (
        <MarkdownBlock key={block.start} block={block} definitions={definitions} />
      ))}
    </div>
  )
}
