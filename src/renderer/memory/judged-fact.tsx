import { useRef, useState, type ReactNode } from 'react'
import type { RememberedFact, Verdict } from '../../shared/context.ts'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { originWords, valueText } from './words.ts'

export interface JudgedFactProps {
  readonly fact: RememberedFact
  /** Something else is shown in the place of the panel. */
  onLeave(): void
}

const verdicts = ['wrong', 'outdated', 'never'] as const satisfies readonly Verdict[]

/** A fact that an answer rested on, and what one makes of it. */
export function JudgedFact({ fact, onLeave }: JudgedFactProps): ReactNode {
  const t = useWords()
  const { chat, memory } = useHearth()
  const [verdict, setVerdict] = useState<Verdict | null>(fact.status === 'outdated' ? 'outdated' : null)
  const [busy, setBusy] = useState(false)
  const line = useRef<HTMLLIElement>(null)
  const { id, conversationId, conversationTitle, key, messageId, value } = fact

  async function judge(wanted: Verdict): Promise<void> {
    setBusy(true)
    // The button that has the focus may go.
    line.current?.focus()
    if (await memory.judge(id, wanted)) setVerdict(wanted)
    setBusy(false)
  }

  function goToSource(): void {
    onLeave()
    void (messageId === null ? chat.open(conversationId) : chat.openAt(conversationId, messageId))
  }

  return (
    <li ref={line} tabIndex={-1} className="outline-none border-t border-line py-2.5 first:border-t-0">
      <p dir="auto" className={`line-clamp-4 wrap-anywhere ${verdict === null ? '' : 'text-ink-2'}`}>
        {valueText(value).slice(0, 800)}
      </p>
      <p className="flex min-w-0 gap-1.5 text-xs text-ink-2">
        <bdi title={key} className="line max-w-[45%] shrink-0 font-mono">
          {key}
        </bdi>
        <span aria-hidden>·</span>
        <button
          type="button"
          title={t('memory:goTo', { title: conversationTitle })}
          className="line min-w-0 rounded-sm underline-offset-3 hover:text-ink hover:underline"
          onClick={goToSource}
        >
          {conversationTitle}
        </button>
        <span aria-hidden>·</span>
        <span className="shrink-0">{originWords(fact, t)}</span>
      </p>
      {verdict === null ? (
        <p className="-mx-1.5 mt-1 flex flex-wrap">
          {verdicts.map((name) => (
            <button
              key={name}
              type="button"
              title={t(`memory:verdictMeans.${name}`)}
              aria-label={t('memory:verdicts.named', { verdict: t(`memory:verdicts.${name}`), key })}
              disabled={busy}
              className="h-7 rounded-sm px-1.5 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-50"
              onClick={() => void judge(name)}
            >
              {t(`memory:verdicts.${name}`)}
            </button>
          ))}
        </p>
      ) : (
        <p className="mt-1 text-xs leading-7 font-medium text-ink-2">{t(`memory:judged.${verdict}`)}</p>
      )}
    </li>
  )
}
