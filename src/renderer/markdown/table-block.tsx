import { memo, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Tokens } from 'marked'
import { finish, lexBlock } from './lex.ts'
import { createLineChunks } from './line-chunks.ts'
import type { Definitions } from './split.ts'
import { TableFrame, TableHead, TableRows } from './table-rows.tsx'
import { useWords } from '../use-words.ts'

export interface TableBlockProps {
  readonly text: string
  readonly definitions: Definitions
  readonly open: boolean
}

const rowsPerChunk = 24
/** A longer one shows so many at first, and the rest when asked. */
const chunksAtFirst = 12

/**
 * A table, drawn in chunks of rows. A browser measures all of a table for each row that is added, and moves its columns
 * as it goes: here the first rows decide the widths, and the others keep to them.
 */
export function TableBlock({ text, definitions, open }: TableBlockProps): ReactNode {
  const t = useWords()
  const lines = useMemo(() => createLineChunks(rowsPerChunk), [])
  const headEnd = text.indexOf('\n', text.indexOf('\n') + 1) + 1 || text.length
  const head = text.slice(0, headEnd)
  const chunks = lines.read(text.slice(headEnd))
  const [all, setAll] = useState(open || chunks.length <= chunksAtFirst)
  const shown = all ? chunks.length : chunksAtFirst
  const first = useRef<HTMLTableElement>(null)
  // Only what was once drawn knows its height.
  const [streamed] = useState(open)
  const widths = useColumnWidths(first, chunks.length > 1)
  return (
    <TableFrame>
      <table ref={first}>
        <Rows
          head={head}
          rows={chunks[0] ?? ''}
          definitions={definitions}
          open={open && chunks.length === 1}
          withHead
        />
      </table>
      {widths === null
        ? null
        : chunks
            .slice(1, shown)
            .map((rows, index) => (
              <RestOfTable
                key={index}
                head={head}
                rows={rows}
                widths={widths}
                definitions={definitions}
                open={open && index === chunks.length - 2}
                skippable={streamed && index < chunks.length - 3}
              />
            ))}
      {all ? null : (
        <button type="button" className="md-show-all" onClick={() => setAll(true)}>
          {t('transcript:allRows', { rows: rowCount(chunks) })}
        </button>
      )}
    </TableFrame>
  )
}

function rowCount(chunks: readonly string[]): number {
  return chunks.reduce((count, rows) => count + rows.trimEnd().split('\n').length, 0)
}

interface RowsProps {
  readonly head: string
  readonly rows: string
  readonly definitions: Definitions
  readonly open: boolean
  readonly withHead?: boolean
}

const Rows = memo(function Rows({ head, rows, definitions, open, withHead }: RowsProps): ReactNode {
  const line = head.endsWith('\n') ? head : `${head}\n`
  const tokens = lexBlock(line + (open ? finish(rows) : rows), definitions)
  const table = tokens.find((token): token is Tokens.Table => token.type === 'table')
  if (!table) return null
  return (
    <>
      {withHead ? <TableHead token={table} /> : null}
      <TableRows token={table} />
    </>
  )
})

interface RestProps extends RowsProps {
  readonly widths: readonly number[]
  /** Out of sight it need not be laid out. */
  readonly skippable: boolean
}

const RestOfTable = memo(function RestOfTable({ widths, skippable, ...rows }: RestProps): ReactNode {
  return (
    <div className="md-table-rest" data-skippable={skippable} style={{ width: sum(widths) }}>
      <table>
        <colgroup>
          {widths.map((width, column) => (
            <col key={column} style={{ width }} />
          ))}
        </colgroup>
        <Rows {...rows} />
      </table>
    </div>
  )
})

/** The widths of a table's columns in CSS pixels, kept up to date with the window, once they are wanted. */
function useColumnWidths(
  table: { readonly current: HTMLTableElement | null },
  wanted: boolean,
): readonly number[] | null {
  const [widths, setWidths] = useState<readonly number[] | null>(null)
  useLayoutEffect(() => {
    const element = table.current
    if (!wanted || !element) return undefined
    const measure = (): void => {
      const cells = [...element.querySelectorAll('th')].map((cell) => cell.getBoundingClientRect().width)
      setWidths((known) =>
        known?.length === cells.length && known.every((width, index) => width === cells[index])
          ? known
          : cells,
      )
    }
    measure()
    if (typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [table, wanted])
  return widths
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0)
}
