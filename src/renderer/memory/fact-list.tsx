import { Menu } from '@base-ui/react/menu'
import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { Tick } from '../controls/tick.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { FactMenu } from './fact-menu.tsx'
import { FactRow, type RowCommands } from './fact-row.tsx'
import { FactsEnd } from './facts-end.tsx'
import { useLatest } from '../transcript/use-latest.ts'
import { useWords } from '../use-words.ts'
import type { Facts } from './use-facts.ts'

export interface FactListProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly facts: Facts
}

/** Distance from the end in pixels at which the next page is asked for. */
const nearEnd = 800
const rowHeight = 54

/** The facts in rows, of which only those near the view exist. */
export function FactList({ scroller, facts }: FactListProps): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const shown = useHearthState((state) => state.memory.facts)
  const hasMore = useHearthState((state) => state.memory.hasMore)
  const busy = useHearthState(({ memory: { loading } }) => loading.state === 'loading')
  const rows = useRef<HTMLDivElement>(null)
  const above = useAbove(scroller, rows)
  const [menu] = useState(() => Menu.createHandle<string>())
  const virtualizer = useRef<VirtualizerHandle>(null)
  const commands = useRowCommands(facts)

  function loadMoreNearEnd(): void {
    const view = virtualizer.current
    if (!hasMore || !view) return
    if (view.scrollSize + above - view.scrollOffset - view.viewportSize < nearEnd) void memory.more()
  }

  const isKept = (id: string) => id === facts.tabStop || id === facts.open
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- Its rows have the focus. */}
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A table has no rows that one goes through.
        role="treegrid"
        aria-label={t('memory:list.label')}
        aria-multiselectable
        aria-busy={busy}
        aria-rowcount={hasMore ? -1 : shown.length + 1}
        className={`facts ${shown.length === 0 ? 'hidden' : ''}`}
        onKeyDown={facts.onKeyDown}
      >
        <Columns facts={facts} total={shown.length} />
        <div ref={rows}>
          <Virtualizer
            ref={virtualizer}
            scrollRef={scroller}
            data={shown}
            itemSize={rowHeight}
            startMargin={above}
            keepMounted={shown.flatMap(({ id }, index) => (isKept(id) ? [index] : []))}
            onScroll={loadMoreNearEnd}
            onResize={loadMoreNearEnd}
          >
            {(fact, index) => (
              <FactRow
                key={fact.id}
                fact={fact}
                index={index}
                isTabStop={fact.id === facts.tabStop}
                isOpen={fact.id === facts.open}
                isMarked={facts.isMarked(fact.id)}
                commands={commands}
                menu={menu}
              />
            )}
          </Virtualizer>
        </div>
      </div>
      <FactsEnd />
      <FactMenu handle={menu} facts={facts} />
    </>
  )
}

function useRowCommands(facts: Facts): RowCommands {
  const latest = useLatest(facts)
  const [commands] = useState<RowCommands>(() => ({
    setActive: (id) => latest.current.setActive(id),
    setOpen: (id) => latest.current.setOpen(id),
    mark: (id) => latest.current.mark(id),
    keep: (chosen) => latest.current.keep(chosen),
    reject: (chosen) => latest.current.reject(chosen),
  }))
  return commands
}

function Columns({ facts, total }: { readonly facts: Facts; readonly total: number }): ReactNode {
  const t = useWords()
  const all = facts.marked.length === total && total > 0
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus -- As above; its tick has the focus.
    <div role="row" aria-rowindex={1} className="fact fact-columns">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- As above. */}
      <div role="columnheader" className="fact-tick">
        <Tick
          aria-label={t('memory:list.markAll')}
          checked={all}
          onChange={({ target }) => facts.markAll(target.checked)}
        />
      </div>
      {(['what', 'value', 'type', 'from', 'used'] as const).map((name) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- As above.
        <div key={name} role="columnheader">
          {t(`memory:list.columns.${name}`)}
        </div>
      ))}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- As above. */}
      <div role="columnheader">
        <span className="sr-only">{t('memory:list.columns.commands')}</span>
      </div>
    </div>
  )
}

/** How far down the rows begin, in CSS pixels: the list has to know. */
function useAbove(
  scroller: RefObject<HTMLDivElement | null>,
  rows: RefObject<HTMLDivElement | null>,
): number {
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    const page = scroller.current
    const content = page?.firstElementChild
    if (!page || !content) return undefined
    const measure = (): void => {
      const top = rows.current?.getBoundingClientRect().top ?? 0
      setAbove(Math.round(top - page.getBoundingClientRect().top + page.scrollTop))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(content)
    measure()
    return () => observer.disconnect()
  }, [scroller, rows])
  return above
}
