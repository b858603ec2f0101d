import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Landmark } from '../controls/landmark.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { SidebarButtonsProps } from '../sidebar/sidebar-buttons.tsx'
import { useWords } from '../use-words.ts'
import { FactFoot } from './fact-foot.tsx'
import { FactList } from './fact-list.tsx'
import { Filters } from './filters.tsx'
import { ForgetDialog, type Forgettable } from './forget-dialog.tsx'
import { MemoryHead } from './memory-head.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { useFacts } from './use-facts.ts'
import './memory.css'

export interface MemoryPageProps extends SidebarButtonsProps {
  readonly sidebarHidden: boolean
}

/** Everything that is remembered, to be looked at, changed and forgotten. It stands in the place of the conversation. */
export function MemoryPage({ sidebarHidden, ...sidebar }: MemoryPageProps): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const text = useHearthState((state) => state.memory.filter.text)
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const [forgetting, setForgetting] = useState<Forgettable | null>(null)
  const [merging, setMerging] = useState<readonly string[] | null>(null)
  const facts = useFacts({ scroller, onForget: setForgetting, onMerge: setMerging })

  useEffect(() => {
    search.current?.focus()
  }, [])

  const focusBack = useCallback(() => facts.element() ?? search.current ?? true, [facts])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // One step back: what is open, what is marked, what is looked for, the page.
    event.preventDefault()
    if (facts.leave()) return
    if (text === '') memory.show(false)
    else memory.filter({ text: '' })
  }

  return (
    <Landmark
      as="main"
      aria-label={t('memory:title')}
      className="flex h-full min-w-0 flex-1 flex-col"
      onKeyDown={onKeyDown}
    >
      <div ref={scroller} className="memory-scroll min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        <div className="mx-auto max-w-6xl px-4 min-[900px]:px-10">
          <MemoryHead sidebar={sidebarHidden ? sidebar : null} onForget={setForgetting} />
          <Filters field={search} onDown={() => facts.focusAt(0)} />
          <FactList scroller={scroller} facts={facts} />
        </div>
      </div>
      <FactFoot facts={facts} />
      <ForgetDialog what={forgetting} onClose={() => setForgetting(null)} focusBack={focusBack} />
      <MergeDialog
        ids={merging}
        onClose={() => setMerging(null)}
        onMerged={facts.clearMarks}
        focusBack={focusBack}
      />
    </Landmark>
  )
}
