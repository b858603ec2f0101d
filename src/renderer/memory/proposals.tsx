import { Popover } from '@base-ui/react/popover'
import { Lightbulb } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { Trans } from 'react-i18next'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { valueText } from './words.ts'

/** What was learned in this conversation and waits for a yes: a quiet line in the header, where it moves nothing. */
export function Proposals(): ReactNode {
  const t = useWords()
  const proposals = useHearthState((state) => state.memory.proposals)
  const [open, setOpen] = useState(false)
  const { length } = proposals
  // The panel stays until one has read that there is nothing more.
  if (length === 0 && !open) return null
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={t('memory:proposals.label', { count: length })}
        className="flex h-8 shrink-0 items-center gap-2 rounded-sm px-2.5 text-sm text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink"
      >
        <Lightbulb aria-hidden size={15} strokeWidth={1.75} className="text-ember" />
        <span className="tabular-nums">
          <Trans
            t={t}
            i18nKey="memory:proposals.button"
            count={length}
            components={[<span key="rest" className="max-[560px]:sr-only" />]}
          />
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} collisionPadding={12} className="z-20">
          <Popover.Popup
            data-panel
            className="floats flex max-h-[min(28rem,var(--available-height))] w-[min(25rem,calc(100vw-1.5rem))] flex-col rounded-md border border-line bg-raised text-sm text-ink shadow-float outline-none"
          >
            <Popover.Title className="px-4 pt-3 text-md font-semibold">
              {t('memory:proposals.title')}
            </Popover.Title>
            <Popover.Description className="px-4 text-ink-2">
              {t('memory:proposals.about')}
            </Popover.Description>
            <Choices onLeave={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Choices({ onLeave }: { onLeave(): void }): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const proposals = useHearthState((state) => state.memory.proposals)
  const ids = proposals.map(({ id }) => id)
  const panel = useRef<HTMLDivElement>(null)

  /** The button that was pressed goes with its line: on to the next one. */
  async function decide(act: Promise<void>): Promise<void> {
    await act
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) panel.current?.querySelector('button')?.focus()
    })
  }

  return (
    <div ref={panel} className="contents">
      <ul className="min-h-0 flex-1 overflow-y-auto px-4 pt-1">
        {proposals.map(({ id, key, value }) => (
          <li key={id} className="flex items-center gap-3 border-t border-line py-2 first:border-t-0">
            <div className="min-w-0 flex-1">
              <p dir="auto" className="line-clamp-3 wrap-anywhere">
                {valueText(value).slice(0, 600)}
              </p>
              <bdi title={key} className="line block font-mono text-xs text-ink-2">
                {key}
              </bdi>
            </div>
            <Choice
              name={key}
              onKeep={() => void decide(memory.setStatus([id], 'kept'))}
              onReject={() => void decide(memory.reject([id]))}
            />
          </li>
        ))}
      </ul>
      {ids.length === 0 && <p className="px-4 py-3 text-ink-2">{t('memory:proposals.thatWasAll')}</p>}
      <footer className="flex items-center border-t border-line px-2.5 py-1.5">
        <button
          type="button"
          className="me-auto h-8 rounded-sm px-1.5 font-medium text-ink-2 hover:bg-hover hover:text-ink"
          onClick={() => {
            onLeave()
            memory.show(true)
          }}
        >
          {t('memory:allRemembered')}
        </button>
        {ids.length > 1 && (
          <Choice
            name={t('memory:proposals.all')}
            keep={t('memory:proposals.keepAll')}
            reject={t('memory:proposals.none')}
            onKeep={() => void decide(memory.setStatus(ids, 'kept'))}
            onReject={() => void decide(memory.reject(ids))}
          />
        )}
      </footer>
    </div>
  )
}

interface ChoiceProps {
  /** What it is about, for those who cannot see it. */
  readonly name: string
  readonly keep?: string
  readonly reject?: string
  onKeep(): void
  onReject(): void
}

function Choice(props: ChoiceProps): ReactNode {
  const t = useWords()
  const { name, onKeep, onReject } = props
  const { keep = t('memory:proposals.keep'), reject = t('memory:proposals.notThis') } = props
  return (
    <span className="-me-2 flex shrink-0">
      <button
        type="button"
        aria-label={t('memory:proposals.named', { answer: keep, key: name })}
        className="h-8 rounded-sm px-2 font-semibold text-ember hover:bg-ember-soft"
        onClick={onKeep}
      >
        {keep}
      </button>
      <button
        type="button"
        aria-label={t('memory:proposals.named', { answer: reject, key: name })}
        className="h-8 rounded-sm px-2 text-ink-2 hover:bg-hover hover:text-ink"
        onClick={onReject}
      >
        {reject}
      </button>
    </span>
  )
}
