import { useEffect, useRef, type ReactNode } from 'react'
import { useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import type { Facts } from './use-facts.ts'
import { canKeep } from './words.ts'

const keys = [
  ['↑↓', 'rows'],
  ['space', 'marks'],
  ['enter', 'edits'],
  ['P', 'pins'],
  ['K', 'keeps'],
  ['R', 'rejects'],
  ['M', 'merges'],
  ['delete', 'forgets'],
] as const

const command =
  'h-8 shrink-0 rounded-sm px-2.5 text-sm font-medium text-ink transition-colors duration-100 hover:bg-hover'

/** At the foot of the page: what the keys do, or what can be done with what is marked. */
export function FactFoot({ facts }: { readonly facts: Facts }): ReactNode {
  const t = useWords()
  const isEmpty = useHearthState(({ memory }) => memory.facts.length === 0)
  const { marked, element } = facts
  const before = useRef(0)
  useEffect(() => {
    // The command that was pressed has gone with the marks, and the focus with it.
    if (before.current > 0 && marked.length === 0 && document.activeElement === document.body)
      element()?.focus()
    before.current = marked.length
  })
  if (isEmpty) return null
  return (
    <footer className="shrink-0 border-t border-line">
      <div className="mx-auto flex min-h-11 max-w-6xl flex-wrap items-center gap-x-1 gap-y-0.5 px-4 py-1 min-[900px]:px-10">
        {marked.length === 0 ? (
          <p className="flex flex-wrap gap-x-2.5 gap-y-0.5 text-xs min-[760px]:gap-x-4 text-ink-2">
            {keys.map(([key, does]) => (
              <span key={key} className="whitespace-nowrap">
                <kbd className="rounded-[4px] bg-sunk px-1 py-px font-sans">
                  {key === 'space' || key === 'enter' || key === 'delete' ? t(`memory:keys.${key}`) : key}
                </kbd>{' '}
                {t(`memory:keys.${does}`)}
              </span>
            ))}
          </p>
        ) : (
          <>
            <p aria-live="polite" className="pe-3 text-sm text-ink-2 tabular-nums">
              {t('memory:marked', { marked: marked.length })}
            </p>
            {marked.some(canKeep) && (
              <button type="button" className={`${command} text-ember!`} onClick={() => facts.keep(marked)}>
                {t('memory:list.keep')}
              </button>
            )}
            {marked.some(({ status }) => status === 'proposed') && (
              <button type="button" className={command} onClick={() => facts.reject(marked)}>
                {t('memory:list.reject')}
              </button>
            )}
            {marked.length > 1 && (
              <button type="button" className={command} onClick={facts.merge}>
                {t('memory:mergeThem')}
              </button>
            )}
            <button type="button" className={`${command} text-bad!`} onClick={() => facts.forget(marked)}>
              {t('memory:menu.forget')}
            </button>
            <button type="button" className={`${command} ms-auto text-ink-2!`} onClick={facts.clearMarks}>
              {t('memory:unmark')}
            </button>
          </>
        )}
      </div>
    </footer>
  )
}
