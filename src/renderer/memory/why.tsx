import { Popover } from '@base-ui/react/popover'
import { Lightbulb } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Reasons, RecalledMessage } from '../../shared/context.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { TextMetadata } from '../../shared/message.ts'
import type { Translate } from '../../shared/words/language.ts'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { JudgedFact } from './judged-fact.tsx'
import { dayWords } from './words.ts'

export interface WhyProps {
  /** The answer's. */
  readonly messageId: string
  readonly recalled: NonNullable<TextMetadata['recalled']>
}

/** What an answer rests on, one quiet click away. */
export function Why({ messageId, recalled }: WhyProps): ReactNode {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const popup = useRef<HTMLDivElement>(null)
  const words = recalledWords(recalled, t)
  if (words === null) return null
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="tool tool-words" aria-label={t('memory:why.label', { words })}>
        <Lightbulb size={14} aria-hidden="true" />
        {words}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          align="start"
          sideOffset={6}
          collisionPadding={12}
          collisionAvoidance={{ fallbackAxisSide: 'none' }}
          className="z-20"
        >
          <Popover.Popup
            ref={popup}
            data-panel
            // What it shows is not there yet.
            initialFocus={popup}
            className="floats flex max-h-[min(30rem,var(--available-height))] w-[min(27rem,calc(100vw-1.5rem))] flex-col rounded-md border border-line bg-raised text-sm text-ink shadow-float outline-none"
          >
            <Popover.Title className="px-4 pt-3 text-md font-semibold">{t('memory:why.title')}</Popover.Title>
            <Panel messageId={messageId} onLeave={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** `2 memories used`; null where nothing was recalled. */
function recalledWords({ contexts, messages }: WhyProps['recalled'], t: Translate): string | null {
  const memories = t('memory:why.memories', { count: contexts.length })
  const earlier = t('memory:why.earlier', { count: messages.length })
  if (contexts.length === 0 && messages.length === 0) return null
  if (contexts.length > 0 && messages.length > 0) return t('memory:why.bothUsed', { memories, earlier })
  return t('memory:why.used', { what: contexts.length > 0 ? memories : earlier })
}

function Panel({ messageId, onLeave }: { readonly messageId: string; onLeave(): void }): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const [reasons, setReasons] = useState<Reasons | { readonly refused: ErrorReport } | null>(null)
  useEffect(() => {
    let isCurrent = true
    async function look(): Promise<void> {
      const found = await memory.why(messageId)
      if (isCurrent) setReasons(found)
    }
    void look()
    return () => {
      isCurrent = false
    }
  }, [memory, messageId])

  return (
    <>
      <Popover.Description className="px-4 text-ink-2">{t('memory:why.about')}</Popover.Description>
      <div className="min-h-14 flex-1 overflow-y-auto px-4 pt-1" aria-busy={reasons === null}>
        {reasons &&
          ('refused' in reasons ? (
            <Refused error={reasons.refused} />
          ) : (
            <Found reasons={reasons} onLeave={onLeave} />
          ))}
      </div>
      <footer className="border-t border-line px-2.5 py-1.5">
        <button
          type="button"
          className="h-8 rounded-sm px-1.5 text-sm font-medium text-ink-2 hover:bg-hover hover:text-ink"
          onClick={() => {
            onLeave()
            memory.show(true)
          }}
        >
          {t('memory:allRemembered')}
        </button>
      </footer>
    </>
  )
}

function Refused({ error }: { readonly error: ErrorReport }): ReactNode {
  return (
    <p role="alert" className="py-2 text-bad">
      {error.message}
    </p>
  )
}

function Found({ reasons, onLeave }: { readonly reasons: Reasons; onLeave(): void }): ReactNode {
  const t = useWords()
  const { facts, forgotten, messages } = reasons
  return (
    <>
      {facts.length > 0 && (
        <ul aria-label={t('memory:why.facts')}>
          {facts.map((fact) => (
            <JudgedFact key={fact.id} fact={fact} onLeave={onLeave} />
          ))}
        </ul>
      )}
      {forgotten > 0 && (
        <p className="border-t border-line py-2.5 text-ink-2 first:border-t-0">
          {t('memory:why.forgotten', { count: forgotten })}
        </p>
      )}
      {messages.length > 0 && (
        <section className="border-t border-line py-2.5 first:border-t-0">
          <h3 className="text-xs font-semibold text-ink-2">{t('memory:why.saidEarlier')}</h3>
          <ul>
            {messages.map((message) => (
              <Earlier key={message.id} message={message} onLeave={onLeave} />
            ))}
          </ul>
        </section>
      )}
      {facts.length + forgotten + messages.length === 0 && (
        <p className="py-2 text-ink-2">{t('memory:why.nothing')}</p>
      )}
    </>
  )
}

function Earlier({ message, onLeave }: { readonly message: RecalledMessage; onLeave(): void }): ReactNode {
  const t = useWords()
  const { chat } = useHearth()
  const [now] = useState(() => new Date())
  const { id, content, conversationId, createdAt, role, title } = message
  const speaker = role === 'user' ? t('memory:why.you') : 'Hearth'
  return (
    <li className="mt-1">
      <button
        type="button"
        title={t('memory:goTo', { title })}
        className="-mx-2 block w-[calc(100%+1rem)] rounded-sm px-2 py-1.5 text-start hover:bg-hover"
        onClick={() => {
          onLeave()
          void chat.openAt(conversationId, id)
        }}
      >
        <span dir="auto" className="line-clamp-3 wrap-anywhere">
          {content.slice(0, 600)}
        </span>
        <span className="flex gap-1.5 text-xs text-ink-2 tabular-nums">
          <span className="shrink-0">
            {t('memory:why.said', { speaker, day: dayWords(createdAt, now, t) })}
          </span>
          <span className="line min-w-0">{title}</span>
        </span>
      </button>
    </li>
  )
}
