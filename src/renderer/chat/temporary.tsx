import { MessageCircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { isTemporary } from '../store/state.ts'
import { useWords } from '../use-words.ts'

/** Begins a chat of which nothing is kept; says of one that has begun that it is such. */
export function TemporaryMark(): ReactNode {
  const t = useWords()
  const { chat } = useHearth()
  const isNew = useHearthState((state) => state.chat.loading.state === 'new')
  const temporary = useHearthState((state) => isTemporary(state.chat))
  if (!isNew && !temporary) return null
  const look = `flex h-8 shrink-0 items-center gap-1.5 rounded-sm px-2.5 text-sm ${
    temporary ? 'bg-ember-soft text-ink' : 'text-ink-2'
  }`
  const icon = <MessageCircleDashed aria-hidden size={15} strokeWidth={1.75} />
  if (!isNew) {
    return (
      <p className={look} title={t('chat:temporaryAbout')}>
        {icon}
        {t('chat:temporary')}
      </p>
    )
  }
  return (
    <button
      type="button"
      aria-pressed={temporary}
      title={t('chat:temporaryAbout')}
      className={`${look} ms-auto transition-colors duration-100 hover:bg-hover hover:text-ink`}
      onClick={() => {
        chat.startNew({ temporary: !temporary })
        document.querySelector<HTMLElement>('textarea[name=message]')?.focus()
      }}
    >
      {icon}
      {t('chat:temporaryChat')}
    </button>
  )
}
