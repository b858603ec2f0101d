import { memo, useMemo, useRef, useState, type ReactNode } from 'react'
import { WrapText } from 'lucide-react'
import { CopyButton } from './copy-button.tsx'
import { createLineChunks } from './line-chunks.ts'
import { useHighlight, type ChunkHighlighter } from './use-highlight.ts'
import { useNearViewport } from './use-near-viewport.ts'
import { useWords } from '../use-words.ts'

export interface CodeBlockProps {
  readonly code: string
  /** As the model wrote it; empty when it did not say. */
  readonly language: string
  /** True while more lines may come. */
  readonly open: boolean
}

const linesPerChunk = 16
const chunksPerGroup = 16
/** So many chunks are coloured at once; the others when they come near. */
const eagerChunks = 8
/** Code with its language and a way to copy it. Drawn in chunks of lines, so that a new line costs one chunk. */
export function CodeBlock({ code, language, open }: CodeBlockProps): ReactNode {
  const t = useWords()
  const [wrap, setWrap] = useState(false)
  const lines = useMemo(() => createLineChunks(linesPerChunk), [])
  const highlighter = useHighlight(language)
  const chunks = lines.read(code)
  return (
    <figure
      className="md-code"
      data-wrap={wrap}
      aria-label={language === '' ? t('transcript:code') : t('transcript:codeIn', { language })}
    >
      <figcaption>
        <span className="md-code-language">{language === '' ? t('transcript:noLanguage') : language}</span>
        <button
          type="button"
          className="md-code-tool"
          aria-pressed={wrap}
          aria-label={t('transcript:wrap')}
          title={t('transcript:wrap')}
          onClick={() => setWrap(!wrap)}
        >
          <WrapText size={15} aria-hidden="true" />
        </button>
        <CopyButton
          text={() => code.replace(/\n$/, '')}
          label={t('transcript:copyCode')}
          caption={t('transcript:copy')}
          className="md-code-tool"
        />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Long lines scroll, also for a keyboard. */}
      <pre tabIndex={0} dir="ltr">
        <code>
          {Array.from({ length: Math.ceil(chunks.length / chunksPerGroup) }, (_, group) => (
            <CodeGroup key={group} chunks={chunks} group={group} highlighter={highlighter} open={open} />
          ))}
        </code>
      </pre>
    </figure>
  )
}

interface CodeGroupProps {
  readonly chunks: readonly string[]
  readonly group: number
  readonly highlighter: ChunkHighlighter
  readonly open: boolean
}

/** Some chunks together, so that the many that are finished are looked at as few. */
const CodeGroup = memo(function CodeGroup({ chunks, group, highlighter, open }: CodeGroupProps): ReactNode {
  const from = group * chunksPerGroup
  return (
    <span className="md-chunk" data-whole={from + chunksPerGroup < chunks.length || undefined}>
      {chunks.slice(from, from + chunksPerGroup).map((chunk, at) => (
        <CodeChunk
          key={at}
          text={chunk}
          chunks={chunks}
          index={from + at}
          highlighter={highlighter}
          eager={from + at < eagerChunks || (open && from + at === chunks.length - 1)}
        />
      ))}
    </span>
  )
}, sameGroup)

/** All chunks but the newest are final. */
function sameGroup(before: CodeGroupProps, after: CodeGroupProps): boolean {
  const end = (after.group + 1) * chunksPerGroup
  return (
    before.highlighter === after.highlighter &&
    (before.chunks === after.chunks || (before.chunks.length > end && after.chunks.length > end)) &&
    before.chunks[end - 1] === after.chunks[end - 1]
  )
}

interface CodeChunkProps {
  readonly text: string
  readonly chunks: readonly string[]
  readonly index: number
  readonly highlighter: ChunkHighlighter
  readonly eager: boolean
}

/** Colours change no width: what is plain now may be coloured later without anything moving. */
const CodeChunk = memo(function CodeChunk({
  text,
  chunks,
  index,
  highlighter,
  eager,
}: CodeChunkProps): ReactNode {
  const ref = useRef<HTMLSpanElement>(null)
  const near = useNearViewport(ref, eager)
  const lines = near ? highlighter.read(chunks, index) : null
  return (
    <span ref={ref} className="md-chunk md-lines">
      {lines === null
        ? text
        : lines.map((tokens, line) =>
            tokens.map((token, at) =>
              token.kind === 'plain' ? (
                token.text
              ) : (
                <span key={`${line}.${at}`} className={`tok-${token.kind}`}>
                  {token.text}
                </span>
              ),
            ),
          )}
    </span>
  )
}, sameChunk)

function sameChunk(before: CodeChunkProps, after: CodeChunkProps): boolean {
  return (
    before.text === after.text && before.highlighter === after.highlighter && before.index === after.index
  )
}
