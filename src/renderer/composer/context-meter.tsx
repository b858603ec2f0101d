import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { largerWindows, shareOf, windowUse, type WindowUse } from '../../shared/context-window.ts'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { isAnswering, type Chat } from '../store/state.ts'
import { useTimes } from '../settings/times.ts'
import { useWords } from '../use-words.ts'

/** How full the context window was at the last answer; what it holds, and what can be done, behind it. */
export function ContextMeter(): ReactNode {
  const t = useWords()
  const messages = useHearthState((state) => state.chat.messages)
  const numCtx = useHearthState((state) => state.chat.conversation?.numCtx ?? null)
  const use = numCtx === null ? null : latestUse(messages, numCtx)
  if (!use) return null
  const share = shareOf(use)
  const percent = Math.round(share * 100)
  const isShort = use.left > 0 || use.dropped
  return (
    <Popover.Root>
      <Popover.Trigger
        openOnHover
        delay={350}
        aria-label={t(isShort ? 'composer:meter.labelShort' : 'composer:meter.label', { percent })}
        className={`flex h-8 shrink-0 items-center gap-1.5 rounded-sm px-2 text-xs tabular-nums transition-colors duration-100 hover:bg-hover data-popup-open:bg-hover ${
          isShort ? 'text-warn' : 'text-ink-3 hover:text-ink-2'
        }`}
      >
        <Ring share={share} />
        {percent} %
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={6} className="z-50">
          <Popover.Popup className="floats w-[min(21rem,calc(100vw-2rem))] rounded-md border border-line bg-raised p-4 text-sm text-ink shadow-float outline-none">
            <Popover.Title className="font-semibold">{t('composer:meter.title')}</Popover.Title>
            <Details use={use} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Ring({ share }: { readonly share: number }): ReactNode {
  const length = 2 * Math.PI * 6
  return (
    <svg aria-hidden width="16" height="16" viewBox="0 0 16 16" fill="none" strokeWidth="2.5">
      <circle cx="8" cy="8" r="6" stroke="var(--line-strong)" />
      <circle
        cx="8"
        cy="8"
        r="6"
        stroke="currentColor"
        strokeDasharray={`${share * length} ${length}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  )
}

/** From the strongest to the faintest, in one colour: which is which stands beside it in words too. */
const parts = [
  ['system', 'bg-ink'],
  ['memory', 'bg-ember'],
  ['history', 'bg-ink-2'],
  ['message', 'bg-ink-3'],
] as const

function Details({ use }: { readonly use: WindowUse }): ReactNode {
  const t = useWords()
  const { number } = useTimes()
  const { contextWindow } = useHearth()
  const summing = useHearthState((state) => state.chat.summing)
  const isSummedUp = useHearthState((state) => (state.chat.conversation?.summary ?? null) !== null)
  const busy = useHearthState((state) => isAnswering(state.chat))
  return (
    <>
      <Popover.Description className="mt-0.5 text-ink-2">
        {t(use.counted ? 'composer:meter.counted' : 'composer:meter.estimated', {
          used: number(use.used),
          all: number(use.numCtx),
        })}
      </Popover.Description>
      <div aria-hidden className="mt-3 flex h-2 gap-px overflow-hidden rounded-full bg-sunk">
        {parts.map(([name, colour]) => (
          <span
            key={name}
            className={colour}
            style={{ width: `${Math.min(100, (use[name] / use.numCtx) * 100)}%` }}
          />
        ))}
      </div>
      <dl className="mt-2.5 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-0.5">
        {parts.map(([name, colour]) => (
          <div key={name} className="contents">
            <span aria-hidden className={`size-2 rounded-full ${colour}`} />
            <dt className="text-ink-2">{t(`composer:meter.${name}`)}</dt>
            <dd className="text-end tabular-nums">{number(use[name])}</dd>
          </div>
        ))}
      </dl>
      <Warning use={use} />
      {isSummedUp && <p className="mt-3 text-ink-2">{t('composer:meter.isSummedUp')}</p>}
      <div className="mt-3 border-t border-line pt-3">
        <Larger numCtx={use.numCtx} />
        {summing ? (
          <div className="mt-2 flex items-center gap-3">
            <output className="flex-1 text-ink-2">{t('composer:meter.summing')}</output>
            <Button onClick={contextWindow.stopSummary}>{t('composer:meter.stop')}</Button>
          </div>
        ) : (
          <Button className="mt-2 w-full" disabled={busy} onClick={() => void contextWindow.sumUp()}>
            {t('composer:meter.sumUp')}
          </Button>
        )}
      </div>
    </>
  )
}

function Warning({ use }: { readonly use: WindowUse }): ReactNode {
  const t = useWords()
  if (use.left === 0 && !use.dropped) return null
  return (
    <p className="mt-3 rounded-md border border-warn-line bg-warn-soft px-3 py-2">
      {use.left > 0 ? t('composer:meter.left', { count: use.left }) : t('composer:meter.dropped')}
    </p>
  )
}

function Larger({ numCtx }: { readonly numCtx: number }): ReactNode {
  const t = useWords()
  const { number } = useTimes()
  const { contextWindow } = useHearth()
  const longest = useHearthState(
    ({ chat, ollama }) =>
      ollama.models?.find(({ name }) => name === chat.conversation?.model)?.contextLength ?? null,
  )
  const sizes = largerWindows(numCtx, longest)
  if (sizes.length === 0) return <p className="text-ink-2">{t('composer:meter.largest')}</p>
  return (
    <fieldset>
      <legend className="font-medium">{t('composer:meter.larger')}</legend>
      <p className="text-ink-2">{t('composer:meter.largerAbout')}</p>
      <div className="mt-2 flex gap-2">
        {sizes.map((size) => (
          <Button
            key={size}
            className="flex-1 px-2! tabular-nums"
            aria-label={t('composer:meter.tokens', { tokens: size })}
            onClick={() => void contextWindow.enlarge(size)}
          >
            {number(size)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

/** Of the last answer that tells of its prompt. A window that was made larger since has room again. */
function latestUse(messages: Chat['messages'], numCtx: number): WindowUse | null {
  const last = messages.findLast(({ messageType, metadata }) => messageType === 'text' && metadata?.prompt)
  const use = last?.messageType === 'text' ? windowUse(last.metadata) : null
  return use && numCtx > use.numCtx ? { ...use, numCtx, left: 0, dropped: false } : use
}
