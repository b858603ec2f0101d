import { useMemo, useState, type ReactNode } from 'react'
import { diffLines, foldLines, type FoldedLine } from './diff.ts'
import { visible, visibleLines } from '../../shared/visible.ts'

export interface DiffViewProps {
  readonly path: string
  /** Null where there is no file yet. */
  readonly before: string | null
  readonly after: string
}

/** Lines that are laid out at once when more are asked for. */
const moreLines = 1_000
/** Lines that are shown at first, of a change and of a new file. */
const fewLines = 14
const fewNewLines = 6
const signs = { same: ' ', removed: '−', added: '+', fold: ' ' } as const
const looks = {
  same: 'text-ink-2',
  removed: 'bg-bad-soft text-ink',
  added: 'bg-good-soft text-ink',
  fold: 'bg-sunk text-ink-3',
} as const
const names = { same: '', removed: 'Removed: ', added: 'Added: ', fold: '' } as const

/** What a file would become: its changed lines, and as much around them as one needs. */
export function DiffView({ path, before, after }: DiffViewProps): ReactNode {
  const [more, setMore] = useState(0)
  const diff = useMemo(() => diffLines(before ?? '', after), [before, after])
  const folded = useMemo(() => foldLines(diff), [diff])
  const few = before === null ? fewNewLines : fewLines
  const shown = folded.slice(0, few + more)
  const rest = folded.length - shown.length
  const count = (wanted: string): number => diff.filter(({ kind }) => kind === wanted).length
  const added = count('added')
  const removed = count('removed')
  return (
    <figure aria-label={`Changes in ${path}`} className="m-0">
      <figcaption className="mb-1.5 flex flex-wrap gap-x-2 text-xs text-ink-2">
        <span dir="ltr" className="font-mono break-all">
          {visible(path)}
        </span>
        <span className="tabular-nums">
          {before === null ? 'new file' : null}
          {before !== null && added + removed === 0 ? 'unchanged' : null}
          {added > 0 && <span className="text-good"> +{added}</span>}
          {removed > 0 && <span className="text-bad"> −{removed}</span>}
        </span>
      </figcaption>
      <div
        dir="ltr"
        className="overflow-hidden rounded-md border border-line font-mono text-xs leading-[1.65]"
      >
        {shown.map((line, index) => (
          <Line key={index} line={line} />
        ))}
        {folded.length === 0 && <p className="px-2.5 py-0.5 text-ink-2">An empty file.</p>}
        {folded.length > few && (
          <button
            type="button"
            aria-expanded={more > 0}
            className="focus-inset w-full border-t border-line px-2.5 py-1 text-start font-sans font-medium text-ink-2 hover:bg-hover hover:text-ink"
            onClick={() => setMore(rest > 0 ? more + moreLines : 0)}
          >
            {rest > 0 ? `Show ${Math.min(rest, moreLines)} more lines` : 'Show less'}
          </button>
        )}
      </div>
    </figure>
  )
}

function Line({ line }: { readonly line: FoldedLine }): ReactNode {
  return (
    <div className={`flex min-h-[1.65em] gap-2 px-2.5 [content-visibility:auto] ${looks[line.kind]}`}>
      <span aria-hidden className="w-2 shrink-0 select-none">
        {signs[line.kind]}
      </span>
      {line.kind === 'fold' ? (
        <span>
          {line.count} unchanged {line.count === 1 ? 'line' : 'lines'}
        </span>
      ) : (
        <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">
          <span className="sr-only">{names[line.kind]}</span>
          {visibleLines(line.text)}
        </span>
      )}
    </div>
  )
}
