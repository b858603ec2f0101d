import { useState, type ReactNode } from 'react'
import type { FileDiff, FoldedLine } from '../../shared/diff.ts'
import { visible, visibleLines } from '../../shared/visible.ts'
import { useTimes } from '../settings/times.ts'
import { useWords } from '../use-words.ts'

export interface DiffViewProps {
  readonly path: string
  readonly isNew: boolean
  readonly diff: FileDiff
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

/** How a file changes, or did: its changed lines, and as much around them as one needs. */
export function DiffView({ path, isNew, diff }: DiffViewProps): ReactNode {
  const t = useWords()
  // Looked up once: a change may have thousands of lines.
  const names = { same: '', removed: t('plan:removedLine'), added: t('plan:addedLine') }
  const [more, setMore] = useState(0)
  const { added, removed, lines, cut = false } = diff
  const few = isNew ? fewNewLines : fewLines
  const shown = lines.slice(0, few + more)
  const rest = lines.length - shown.length
  return (
    <figure aria-label={t('plan:changesIn', { path })} className="m-0">
      <figcaption className="mb-1.5 flex flex-wrap gap-x-2 text-xs text-ink-2">
        <span dir="ltr" className="font-mono break-all">
          {visible(path)}
        </span>
        <span className="tabular-nums">
          {isNew ? t('plan:newFile') : null}
          {!isNew && added + removed === 0 ? t('plan:unchanged') : null}{' '}
          <DiffCounts {...{ added, removed }} />
        </span>
      </figcaption>
      <div
        dir="ltr"
        className="overflow-hidden rounded-md border border-line font-mono text-xs leading-[1.65]"
      >
        {shown.map((line, index) => (
          <Line key={index} line={line} names={names} />
        ))}
        {lines.length === 0 && <p className="px-2.5 py-0.5 text-ink-2">{t('plan:emptyFile')}</p>}
        {lines.length > few && (
          <button
            type="button"
            aria-expanded={more > 0}
            className="focus-inset w-full border-t border-line px-2.5 py-1 text-start font-sans font-medium text-ink-2 hover:bg-hover hover:text-ink"
            onClick={() => setMore(rest > 0 ? more + moreLines : 0)}
          >
            {rest > 0 ? t('plan:moreLines', { lines: Math.min(rest, moreLines) }) : t('plan:less')}
          </button>
        )}
        {cut && rest === 0 && (
          <p className="border-t border-line px-2.5 py-1 font-sans text-ink-2">{t('plan:changeGoesOn')}</p>
        )}
      </div>
    </figure>
  )
}

/** How many lines came and went: `+3 −1`. */
export function DiffCounts({ added, removed }: Pick<FileDiff, 'added' | 'removed'>): ReactNode {
  const t = useWords()
  const { number } = useTimes()
  return (
    <>
      {added > 0 && <span className="text-good">+{number(added)}</span>}
      {added > 0 && removed > 0 ? ' ' : null}
      {removed > 0 && <span className="text-bad">−{number(removed)}</span>}
      {added + removed > 0 && <span className="sr-only">{t('plan:lines')}</span>}
    </>
  )
}

interface LineProps {
  readonly line: FoldedLine
  /** What became of it, for those who do not see the colour. */
  readonly names: Readonly<Record<'same' | 'removed' | 'added', string>>
}

function Line({ line, names }: LineProps): ReactNode {
  return (
    <div className={`flex min-h-[1.65em] gap-2 px-2.5 [content-visibility:auto] ${looks[line.kind]}`}>
      <span aria-hidden className="w-2 shrink-0 select-none">
        {signs[line.kind]}
      </span>
      {line.kind === 'fold' ? (
        <Unchanged count={line.count} />
      ) : (
        <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">
          <span className="sr-only">{names[line.kind]}</span>
          {visibleLines(line.text)}
        </span>
      )}
    </div>
  )
}

function Unchanged({ count }: { readonly count: number }): ReactNode {
  const t = useWords()
  return <span>{t('plan:unchangedLines', { count })}</span>
}
