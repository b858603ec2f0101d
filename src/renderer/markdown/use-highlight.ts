import { useMemo } from 'react'
import { createHighlighter, type CodeToken } from './highlight.ts'
import { findLanguage } from './languages.ts'

export interface ChunkHighlighter {
  /** The tokens of a chunk, line by line (each with its newline), or null when it is shown plain. */
  read(chunks: readonly string[], index: number): ReadonlyArray<readonly CodeToken[]> | null
}

/** Code longer than this (UTF-16 units) is coloured up to here. */
const colouredLength = 200_000

/** Colours the chunks of one code block, each when it is asked for; remembers what was open at the end of each. */
export function useHighlight(language: string): ChunkHighlighter {
  return useMemo(() => createChunkHighlighter(language), [language])
}

export function createChunkHighlighter(name: string): ChunkHighlighter {
  const language = findLanguage(name)
  const highlighter = language && createHighlighter(language)
  // opens[i]: the rule that is open where chunk i begins, for the text of the chunk before it.
  const opens: { readonly text: string; readonly open: number }[] = []

  function lines(text: string, open: number): { tokens: (readonly CodeToken[])[]; open: number } {
    const tokens: (readonly CodeToken[])[] = []
    let current = open
    for (const line of text.split(/(?<=\n)/)) {
      const result = highlighter?.line(line, current)
      if (!result) break
      tokens.push(result.tokens)
      current = result.open
    }
    return { tokens, open: current }
  }

  function openBefore(chunks: readonly string[], index: number): number {
    let open = -1
    for (let at = 0; at < index; at += 1) {
      const text = chunks[at] ?? ''
      const known = opens[at]
      if (known?.text === text) {
        open = known.open
        continue
      }
      open = lines(text, open).open
      opens[at] = { text, open }
      opens.length = at + 1
    }
    return open
  }

  function read(chunks: readonly string[], index: number): ReadonlyArray<readonly CodeToken[]> | null {
    if (!highlighter) return null
    let before = 0
    for (let at = 0; at < index; at += 1) before += chunks[at]?.length ?? 0
    if (before > colouredLength) return null
    return lines(chunks[index] ?? '', openBefore(chunks, index)).tokens
  }

  return { read }
}
