import { Menu } from '@base-ui/react/menu'
import { Ellipsis, Pin } from 'lucide-react'
import { memo, useState, type MouseEvent, type ReactNode } from 'react'
import type { RememberedFact } from '../../shared/context.ts'
import { Tick } from '../controls/tick.tsx'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { FactDetails } from './fact-details.tsx'
import type { Facts } from './use-facts.ts'
import { dayWords, originWords, statusWords, valueText } from './words.ts'

/** What a row asks for. The same functions throughout: a new one would draw every row again. */
export type RowCommands = Pick<Facts, 'setActive' | 'setOpen' | 'mark' | 'keep' | 'reject'>

export interface FactRowProps {
  readonly fact: RememberedFact
  readonly index: number
  /** The one row that Tab leads to, with what is in it; the arrow keys go on from there. */
  readonly isTabStop: boolean
  readonly isOpen: boolean
  readonly isMarked: boolean
  readonly commands: RowCommands
  readonly menu: Menu.Handle<string>
}

/** One fact: what it says, where it is from and when it was of use. Open, it can be changed. */
export const FactRow = memo(function FactRow(props: FactRowProps): ReactNode {
  const t = useWords()
  const { fact, index, isTabStop, isOpen, isMarked, commands, menu } = props
  const { id, key, pinned, status, type } = fact
  const tabIndex = isTabStop ? 0 : -1

  function onClick({ target }: MouseEvent): void {
    if (target instanceof Element && target.closest('button, input, [data-details]') === null)
      commands.setOpen(isOpen ? null : id)
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
        aria-selected={isMarked}
        aria-level={1}
        // Without it a row is called by all that is in it, its buttons too.
        aria-labelledby={`key-${id} value-${id}`}
        aria-expanded={isOpen}
        className="fact focus-inset"
        onClick={onClick}
        onFocus={() => commands.setActive(id)}
      >
        <Cell className="fact-tick">
          <Tick
            aria-label={t('memory:list.mark', { key })}
            tabIndex={tabIndex}
            checked={isMarked}
            onChange={() => commands.mark(id)}
          />
        </Cell>
        <Cell id={`key-${id}`} className="fact-key">
          <span className="flex items-center gap-1.5">
            <bdi title={key} className="line font-mono text-[12.5px]">
              {key}
            </bdi>
            {pinned && <Pin aria-label={t('memory:list.pinned')} size={13} className="shrink-0 text-ember" />}
          </span>
          <span
            className={`block text-xs empty:hidden ${status === 'proposed' ? 'text-ember' : 'text-ink-2'}`}
          >
            {statusWords(fact, t)}
          </span>
        </Cell>
        <Cell id={`value-${id}`} className="fact-value">
          <span
            dir="auto"
            className={`line-clamp-3 wrap-anywhere ${typeof fact.value === 'string' ? '' : 'font-mono text-[12.5px]'}`}
          >
            {/* A cell shows two lines of it; the open row has the whole. */}
            {valueText(fact.value).slice(0, 400)}
          </span>
        </Cell>
        <Cell className="fact-type">
          <span className="rounded-full bg-sunk px-2 py-0.5 text-xs text-ink-2">
            {t(`memory:types.${type}`)}
          </span>
        </Cell>
        <Cell className="fact-from">
          <Source fact={fact} tabIndex={tabIndex} />
        </Cell>
        <Cell className="fact-used">
          {status === 'proposed' ? (
            <Decision fact={fact} commands={commands} tabIndex={tabIndex} />
          ) : (
            <Used fact={fact} />
          )}
        </Cell>
        <Cell className="fact-commands">
          <Menu.Trigger
            handle={menu}
            payload={id}
            tabIndex={tabIndex}
            aria-label={t('memory:list.commandsFor', { key })}
            className="grid size-7 place-items-center rounded-sm text-ink-3 transition-colors duration-100 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink"
          >
            <Ellipsis aria-hidden size={16} />
          </Menu.Trigger>
        </Cell>
      </div>
      {isOpen && <FactDetails fact={fact} onClose={() => commands.setOpen(null)} />}
    </>
  )
})

function Cell({
  id,
  className,
  children,
}: {
  readonly id?: string
  readonly className: string
  readonly children: ReactNode
}): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A table has no rows that one goes through.
    <div role="gridcell" id={id} className={`min-w-0 ${className}`}>
      {children}
    </div>
  )
}

/** The conversation that it is from, which leads to the message, and who said it. */
function Source({ fact, tabIndex }: { readonly fact: RememberedFact; readonly tabIndex: number }): ReactNode {
  const t = useWords()
  const { chat } = useHearth()
  const { conversationId, conversationTitle, messageId } = fact
  return (
    <>
      <button
        type="button"
        tabIndex={tabIndex}
        title={t('memory:goTo', { title: conversationTitle })}
        className="line block max-w-full rounded-sm text-ink-2 underline-offset-3 hover:text-ink hover:underline"
        onClick={() =>
          void (messageId === null ? chat.open(conversationId) : chat.openAt(conversationId, messageId))
        }
      >
        {conversationTitle}
      </button>
      <span className="line block text-xs text-ink-3">{originWords(fact, t)}</span>
    </>
  )
}

function Used({ fact: { usedAt, useCount } }: { readonly fact: RememberedFact }): ReactNode {
  const t = useWords()
  const [now] = useState(() => new Date())
  return (
    <span className="tabular-nums text-ink-2">
      {dayWords(usedAt, now, t)}
      {useCount > 0 && (
        <span className="fact-times block text-xs text-ink-3">{t('memory:times', { count: useCount })}</span>
      )}
    </span>
  )
}

interface DecisionProps {
  readonly fact: RememberedFact
  readonly commands: RowCommands
  readonly tabIndex: number
}

function Decision({ fact, commands, tabIndex }: DecisionProps): ReactNode {
  const t = useWords()
  return (
    <span className="-mx-1.5 flex">
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={t('memory:list.keepThis', { key: fact.key })}
        className="h-7 rounded-sm px-1.5 font-semibold text-ember hover:bg-raised"
        onClick={() => commands.keep([fact])}
      >
        {t('memory:list.keep')}
      </button>
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={t('memory:list.rejectThis', { key: fact.key })}
        className="h-7 rounded-sm px-1.5 text-ink-2 hover:bg-raised hover:text-ink"
        onClick={() => commands.reject([fact])}
      >
        {t('memory:list.reject')}
      </button>
    </span>
  )
}
