import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { FilterBar } from './filter-bar.tsx'
import { PaletteItem } from './palette-item.tsx'
import { PaletteEnd } from './palette-end.tsx'
import { useItems, type Item } from './use-items.ts'

/** One search over everything that was said, is remembered, was planned and done; and the window's commands. */
export function Palette(): ReactNode {
  const t = useWords()
  const { finder, store } = useHearth()
  const shown = useHearthState((state) => state.palette !== null)
  const markedBefore = useRef<unknown>(null)
  const popup = useRef<HTMLDivElement>(null)
  const focusedBefore = useRef<HTMLElement>(null)
  const onLeft = useCallback((element: HTMLElement | null) => {
    focusedBefore.current = element
  }, [])
  useEffect(() => {
    if (shown) markedBefore.current = store.getState().chat.marked
  }, [shown, store])
  return (
    <Dialog.Root open={shown} onOpenChange={(open) => !open && finder.hide()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Popup
          ref={popup}
          aria-label={t('finder:label')}
          // Whoever jumps to a message has the focus there, and so has who went on to another field while it faded.
          finalFocus={() => {
            if (store.getState().chat.marked !== markedBefore.current || isElsewhere(popup.current))
              return false
            return focusedBefore.current?.isConnected ? focusedBefore.current : true
          }}
          className="floats fixed inset-x-0 top-[min(12vh,7rem)] z-30 mx-auto flex max-h-[min(38rem,76vh)] w-[min(42rem,calc(100vw-2rem))] flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-over outline-none"
        >
          <Inside onLeft={onLeft} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Whether something has the focus that is not in what closes. */
function isElsewhere(popup: HTMLElement | null): boolean {
  const { activeElement, body } = document
  return activeElement !== null && activeElement !== body && popup?.contains(activeElement) !== true
}

/**
 * At once: what is typed after the keys that open it and before the dialog takes the focus would be lost. `onLeft` is told
 * what had the focus.
 */
function useFocusAtOnce(onLeft: (element: HTMLElement | null) => void): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const { activeElement } = document
    if (activeElement === field.current) return
    onLeft(activeElement instanceof HTMLElement ? activeElement : null)
    field.current?.focus()
  }, [onLeft])
  return field
}

interface InsideProps {
  /** What had the focus, for it to have it again. */
  onLeft(element: HTMLElement | null): void
}

function Inside({ onLeft }: InsideProps): ReactNode {
  const t = useWords()
  const { finder } = useHearth()
  const palette = useHearthState((state) => state.palette)
  const items = useItems()
  const [chosen, setChosen] = useState<string | null>(null)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const field = useFocusAtOnce(onLeft)
  // What was chosen may be there no more; then it is the first.
  const at = Math.max(
    items.findIndex(({ key }) => key === chosen),
    0,
  )
  const active = items[at]

  const activeKey = active?.key
  useEffect(() => {
    if (activeKey !== undefined)
      list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [activeKey])

  function move(to: number): void {
    const next = items[Math.min(Math.max(to, 0), items.length - 1)]
    if (next) setChosen(next.key)
    if (to >= items.length - 2) void finder.more()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      PageDown: () => move(at + 6),
      PageUp: () => move(at - 6),
      Enter: () => active?.run(),
    }
    if (!Object.hasOwn(keys, event.key)) return
    event.preventDefault()
    keys[event.key]?.()
  }

  if (!palette) return null
  const option = (index: number): string => `${listId}-${index}`
  return (
    <>
      <div className="flex shrink-0 items-center gap-3 ps-4 pe-3">
        <Search aria-hidden size={17} strokeWidth={1.75} className="shrink-0 text-ink-3" />
        <input
          ref={field}
          type="text"
          role="combobox"
          dir="auto"
          aria-label={t('finder:label')}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active ? option(at) : undefined}
          placeholder={t('finder:placeholder')}
          maxLength={1_000}
          spellCheck={false}
          value={palette.text}
          onChange={(event) => {
            setChosen(null)
            finder.type(event.target.value)
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 flex-1 bg-transparent text-md focus-visible:shadow-none"
        />
      </div>
      <div className="shrink-0 border-y border-line">
        <FilterBar filters={palette.filters} />
      </div>
      <div
        ref={list}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < 400) void finder.more()
        }}
      >
        <PaletteEnd palette={palette} place="before" isEmpty={items.length === 0} />
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- The focus stays in the field: no tag does that. */}
        <div id={listId} role="listbox" aria-label={t('finder:found')}>
          {inGroups(items).map(([group, members]) => (
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A part of a list box.
            <div key={group} role="group" aria-label={group}>
              <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-ink-3">
                {group}
              </p>
              {members.map(({ item, index }) => (
                <PaletteItem
                  key={item.key}
                  id={option(index)}
                  item={item}
                  isActive={index === at}
                  onPoint={() => setChosen(item.key)}
                />
              ))}
            </div>
          ))}
        </div>
        <PaletteEnd palette={palette} place="after" isEmpty={items.length === 0} />
      </div>
    </>
  )
}

interface Placed {
  readonly item: Item
  readonly index: number
}

function inGroups(items: readonly Item[]): readonly (readonly [string, readonly Placed[]])[] {
  const groups = new Map<string, Placed[]>()
  items.forEach((item, index) => {
    const members = groups.get(item.group) ?? []
    members.push({ item, index })
    groups.set(item.group, members)
  })
  return [...groups]
}
