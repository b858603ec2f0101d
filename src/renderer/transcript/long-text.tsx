import { useMemo, useState, type ReactNode } from 'react'
import { utf8Length } from '../../shared/text.ts'
import { createLineChunks } from '../markdown/line-chunks.ts'
import { formatBytes } from './words.ts'
import { useWords } from '../use-words.ts'

/** UTF-16 units, and lines, from which only the beginning is shown at first. */
const longText = 6_000
const longLines = 100
const shownLength = 2_400
const shownLines = 40

/** Text as it was written. Of a long one the beginning, until all of it is asked for. */
export function LongText({ text }: { readonly text: string }): ReactNode {
  const t = useWords()
  const [all, setAll] = useState(false)
  const start = useMemo(() => beginning(text), [text])
  if (start === text) return <div className="plain">{text}</div>
  return (
    <>
      {all ? <AllText text={text} /> : <div className="plain plain-cut">{start}</div>}
      <button type="button" className="show-all" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? t('transcript:less') : t('transcript:all', { size: formatBytes(utf8Length(text), t) })}
      </button>
    </>
  )
}

/** In pieces, of which only those in sight are laid out. */
function AllText({ text }: { readonly text: string }): ReactNode {
  const chunks = useMemo(() => createLineChunks(40).read(text), [text])
  return chunks.map((chunk, index) => (
    <div key={index} className="plain text-chunk">
      {chunk}
    </div>
  ))
}

function beginning(text: string): string {
  const lines = text.slice(0, longText + 1).split('\n')
  if (text.length <= longText && lines.length <= longLines) return text
  const cut = lines.slice(0, shownLines).join('\n').slice(0, shownLength)
  return `${cut
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trimEnd()} …`
}
