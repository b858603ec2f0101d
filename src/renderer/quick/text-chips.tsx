import { ClipboardPaste, TextSelect, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextSource } from '../../shared/desktop-requests.ts'
import { visible } from '../../shared/visible.ts'
import type { Texts } from './use-texts.ts'

export interface TextChipsProps {
  readonly texts: Texts
  /** Something was taken or left out: one goes on typing. */
  onDone(): void
}

const icons = { clipboard: ClipboardPaste, selection: TextSelect }
const offers = { clipboard: 'useClipboard', selection: 'useSelection' } as const

/** What may go with the question, and what does. Nothing is read before it is clicked. */
export function TextChips({ texts, onDone }: TextChipsProps): ReactNode {
  const { t } = useTranslation('quick')
  const { offered, taken, take, leaveOut } = texts
  if (offered.length + taken.length === 0) return null
  return (
    <div className="flex flex-wrap gap-1.5 px-4 pb-3">
      {taken.map(({ from, text }) => (
        <Taken
          key={from}
          from={from}
          text={text}
          onRemove={() => {
            leaveOut(from)
            onDone()
          }}
        />
      ))}
      {offered.map((from) => {
        const Icon = icons[from]
        return (
          <button
            key={from}
            type="button"
            className="flex h-7 items-center gap-1.5 rounded-full border border-dashed border-line-strong px-2.5 text-xs text-ink-2 hover:border-solid hover:bg-hover hover:text-ink"
            onClick={() => {
              take(from)
              onDone()
            }}
          >
            <Icon aria-hidden size={13} strokeWidth={1.75} />
            {t(offers[from])}
          </button>
        )
      })}
    </div>
  )
}

interface TakenProps {
  readonly from: TextSource
  readonly text: string
  onRemove(): void
}

/** As much of it as tells which it is, in characters. */
const glance = 60

function Taken({ from, text, onRemove }: TakenProps): ReactNode {
  const { t } = useTranslation('quick')
  const Icon = icons[from]
  const line = visible(
    text
      .slice(0, 4 * glance)
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ).slice(0, glance)
  return (
    <span className="flex h-7 max-w-full items-center gap-1.5 rounded-full border border-ember-line bg-ember-soft ps-2.5 pe-1 text-xs">
      <Icon aria-hidden size={13} strokeWidth={1.75} className="shrink-0 text-ember" />
      <strong className="shrink-0 font-medium">{t(from)}</strong>
      <span className="line max-w-72 text-ink-2">{line}</span>
      <button
        type="button"
        aria-label={t('remove', { what: t(from) })}
        className="grid size-5 shrink-0 place-items-center rounded-full text-ink-2 hover:bg-hover hover:text-ink"
        onClick={onRemove}
      >
        <X aria-hidden size={12} />
      </button>
    </span>
  )
}
