import { Menu } from '@base-ui/react/menu'
import { Ellipsis, Pin } from 'lucide-react'
import { useState, type MouseEvent, type ReactNode } from 'react'
import type { RememberedFact } from '../../shared/context.ts'
import { Tick } from '../controls/tick.tsx'
import { useHearth } from '../hearth-context.ts'
import { FactDetails } from './fact-details.tsx'
import type { Facts } from './use-facts.ts'
import { dayWords, originWords, statusWords, timesWords, typeNames, valueText } from './words.ts'

export interface FactRowProps {
  readonly fact: RememberedFact
  readonly index: number
  readonly facts: Facts
  readonly menu: Menu.Handle<string>
}

/** One fact: what it says, where it is from and when it was of use. Open, it can be changed. */
export function FactRow({ fact, index, facts, menu }: FactRowProps): ReactNode {
  const { id, key, pinned, status, type } = fact
  const isStop = facts.tabStop === id
  const isOpen = facts.open === id
  const tabIndex = isStop ? 0 : -1

  function onClick({ target }: MouseEvent): void {
    if (target instanceof Element && target.closest('button, input, [data-details]') === null)
      facts.setOpen(isOpen ? null : id)
  }

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- The grid listens to keys. */}
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A table has no rows that one goes through.
        role="row"
        data-fact={id}
        data-status={status}
        tabIndex={tabIndex}
        aria-rowindex={index + 2}
        aria-selected={facts.isMarked(id)}
        aria-level={1}
        aria-expanded={isOpen}
        className="fact focus-inset"
        onClick={onClick}
        onFocus={() => facts.setActive(id)}
      >
        <Cell className="fact-tick">
          <Tick
            aria-label={`Mark ${key}`}
            tabIndex={tabIndex}
            checked={facts.isMarked(id)}
            onChange={() => facts.mark(id)}
          />
        </Cell>
        <Cell className="fact-key">
          <span className="flex items-center gap-1.5">
            <bdi title={key} className="line font-mono text-[12.5px]">
              {key}
            </bdi>
            {pinned && <Pin aria-label="Pinned" size={13} className="shrink-0 text-ember" />}
          </span>
          <span
            className={`block text-xs empty:hidden ${status === 'proposed' ? 'text-ember' : 'text-ink-2'}`}
          >
            {statusWords[status]}
          </span>
        </Cell>
        <Cell className="fact-value">
          <span
            dir="auto"
            className={`line-clamp-2 wrap-anywhere ${typeof fact.value === 'string' ? '' : 'font-mono text-[12.5px]'}`}
          >
            {/* A cell shows two lines of it; the open row has the whole. */}
            {valueText(fact.value).slice(0, 400)}
          </span>
        </Cell>
        <Cell className="fact-type">
          <span className="rounded-full bg-sunk px-2 py-0.5 text-xs text-ink-2">{typeNames[type]}</span>
        </Cell>
        <Cell className="fact-from">
          <Source fact={fact} tabIndex={tabIndex} />
        </Cell>
        <Cell className="fact-used">
          {status === 'proposed' ? (
            <Decision fact={fact} facts={facts} tabIndex={tabIndex} />
          ) : (
            <Used fact={fact} />
          )}
        </Cell>
        <Cell className="fact-commands">
          <Menu.Trigger
            handle={menu}
            payload={id}
            tabIndex={tabIndex}
            aria-label={`Commands for ${key}`}
            className="grid size-7 place-items-center rounded-sm text-ink-3 transition-colors duration-100 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink"
          >
            <Ellipsis aria-hidden size={16} />
          </Menu.Trigger>
        </Cell>
      </div>
      {isOpen && <FactDetails fact={fact} onClose={() => facts.setOpen(null)} />}
    </>
  )
}

function Cell({
  className,
  children,
}: {
  readonly className: string
  readonly children: ReactNode
}): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A table has no rows that one goes through.
    <div role="gridcell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  )
}

/** The conversation that it is from, which leads to the message, and who said it. */
function Source({ fact, tabIndex }: { readonly fact: RememberedFact; readonly tabIndex: number }): ReactNode {
  const { chat } = useHearth()
  const { conversationId, conversationTitle, messageId } = fact
  return (
    <>
      <button
        type="button"
        tabIndex={tabIndex}
        title={`Go to “${conversationTitle}”`}
        className="line block max-w-full rounded-sm text-ink-2 underline-offset-3 hover:text-ink hover:underline"
        onClick={() =>
          void (messageId === null ? chat.open(conversationId) : chat.openAt(conversationId, messageId))
        }
      >
        {conversationTitle}
      </button>
      <span className="line block text-xs text-ink-3">{originWords(fact)}</span>
    </>
  )
}

function Used({ fact: { usedAt, useCount } }: { readonly fact: RememberedFact }): ReactNode {
  const [now] = useState(() => new Date())
  return (
    <span className="tabular-nums text-ink-2">
      {dayWords(usedAt, now)}
      {useCount > 0 && <span className="fact-times block text-xs text-ink-3">{timesWords(useCount)}</span>}
    </span>
  )
}

interface DecisionProps {
  readonly fact: RememberedFact
  readonly facts: Facts
  readonly tabIndex: number
}

function Decision({ fact, facts, tabIndex }: DecisionProps): ReactNode {
  return (
    <span className="-mx-1.5 flex">
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={`Keep ${fact.key}`}
        className="h-7 rounded-sm px-1.5 font-semibold text-ember hover:bg-raised"
        onClick={() => facts.keep([fact])}
      >
        Keep
      </button>
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={`Reject ${fact.key}`}
        className="h-7 rounded-sm px-1.5 text-ink-2 hover:bg-raised hover:text-ink"
        onClick={() => facts.reject([fact])}
      >
        Reject
      </button>
    </span>
  )
}
