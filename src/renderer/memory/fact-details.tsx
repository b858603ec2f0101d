import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { contextTypes, type RememberedFact } from '../../shared/context.ts'
import { Button } from '../controls/button.tsx'
import { Segments } from '../controls/segments.tsx'
import { useHearth } from '../hearth-context.ts'
import type { FactChange } from '../store/facts.ts'
import { useWords } from '../use-words.ts'
import { dayWords, readValue, valueText } from './words.ts'

export interface FactDetailsProps {
  readonly fact: RememberedFact
  onClose(): void
}

const fieldLook =
  'w-full rounded-md border border-line-strong bg-raised px-3 py-1.5 text-ink focus-visible:border-ember focus-visible:shadow-[0_0_0_1px_var(--ember)]'

/** A fact whole: to be changed where it stands, with what it rests on and what it said before. */
export function FactDetails({ fact, onClose }: FactDetailsProps): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const before = typeof fact.value === 'string' ? fact.value : JSON.stringify(fact.value, null, 2)
  const [key, setKey] = useState(fact.key)
  const [type, setType] = useState(fact.type)
  const [text, setText] = useState(before)
  const [problem, setProblem] = useState<string | null>(null)
  const busy = useRef(false)
  const details = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    // The list learns first how high the row has become.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => details.current?.scrollIntoView({ block: 'nearest' }))
    })
    return () => cancelAnimationFrame(frame)
  }, [])

  async function save(): Promise<void> {
    const value = readValue(text, fact.value)
    if (value === null) return setProblem(t('memory:details.notJson'))
    const change: FactChange = {
      id: fact.id,
      ...(key !== fact.key && { key }),
      ...(type !== fact.type && { type }),
      ...(text !== before && { value: value.value as FactChange['value'] }),
    }
    if (Object.keys(change).length === 1) return onClose()
    if (busy.current) return
    busy.current = true
    const refused = await memory.change(change)
    busy.current = false
    if (refused) setProblem(refused.message)
    else onClose()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const isText = event.target instanceof HTMLTextAreaElement
    if (isText && !event.ctrlKey && !event.metaKey) return
    if (event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    void save()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus -- A table has no rows that one goes through; its fields have the focus.
    <div role="row" aria-level={2}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus -- As above. */}
      <div role="gridcell" ref={details} data-details className="fact-details" onKeyDown={onKeyDown}>
        <div className="min-w-0">
          <label htmlFor={`${id} value`} className="text-xs text-ink-2">
            {t('memory:details.value')}
          </label>
          <textarea
            id={`${id} value`}
            dir="auto"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- Whoever opens a row wants to change it.
            autoFocus
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={`${fieldLook} mt-1 block max-h-56 min-h-16 resize-none field-sizing-content leading-normal ${typeof fact.value === 'string' ? '' : 'font-mono text-[12.5px]'}`}
          />
          <div className="mt-3 flex flex-wrap items-end gap-3">
            <div className="min-w-[min(12rem,100%)] flex-1">
              <label htmlFor={`${id} key`} className="text-xs text-ink-2">
                {t('memory:details.key')}
              </label>
              <input
                id={`${id} key`}
                maxLength={255}
                spellCheck={false}
                value={key}
                onChange={({ target }) => setKey(target.value)}
                className={`${fieldLook} mt-1 block h-8.5 font-mono text-[12.5px]`}
              />
            </div>
            <Segments
              legend={t('memory:filters.type')}
              options={contextTypes.map((one) => ({ value: one, label: t(`memory:types.${one}`) }))}
              value={type}
              onChange={(chosen) => setType(chosen)}
            />
          </div>
          {problem !== null && (
            <p role="alert" className="mt-2.5 text-bad">
              {problem}
            </p>
          )}
          <div className="mt-3.5 flex gap-2">
            <Button look="main" className="h-8!" onClick={() => void save()}>
              {t('memory:details.save')}
            </Button>
            <Button className="h-8!" onClick={onClose}>
              {t('memory:cancel')}
            </Button>
          </div>
        </div>
        <About fact={fact} />
      </div>
    </div>
  )
}

/** Where it is from, and what it said before. */
function About({ fact }: { readonly fact: RememberedFact }): ReactNode {
  const t = useWords()
  const [now] = useState(() => new Date())
  const { confidence, createdAt, evidence, history, usedAt, useCount } = fact
  const used = t('memory:details.usedTimes', {
    times: t('memory:times', { count: useCount }),
    day: dayWords(usedAt, now, t),
  })
  const sure =
    confidence === null ? null : t('memory:details.percent', { percent: Math.round(confidence * 100) })
  const facts = [
    [t('memory:details.since'), dayWords(createdAt, now, t)],
    [t('memory:details.used'), useCount === 0 ? t('memory:days.never') : used],
    [t('memory:details.sure'), sure],
  ] as const
  return (
    <div className="min-w-0">
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {facts.map(([name, words]) =>
          words === null ? null : (
            <div key={name}>
              <dt className="text-xs text-ink-2">{name}</dt>
              <dd className="tabular-nums">{words}</dd>
            </div>
          ),
        )}
      </dl>
      {evidence !== null && (
        <figure className="mt-3">
          <figcaption className="text-xs text-ink-2">{t('memory:details.evidence')}</figcaption>
          <blockquote
            dir="auto"
            className="mt-1 max-h-32 overflow-y-auto border-s-2 border-line-strong ps-3 wrap-anywhere text-ink-2"
          >
            {evidence}
          </blockquote>
        </figure>
      )}
      {history.length > 0 && (
        <section className="mt-3">
          <h2 className="text-xs text-ink-2">{t('memory:details.before')}</h2>
          <ol className="mt-1 max-h-48 overflow-y-auto">
            {history.toReversed().map(({ value, until }, index) => (
              <li
                // oxlint-disable-next-line react/no-array-index-key -- Values may be alike, and their order is their own.
                key={index}
                className="flex gap-3 border-t border-line py-1.5 first:border-t-0"
              >
                <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
                  {valueText(value)}
                </span>
                <span className="shrink-0 text-xs leading-[1.8] text-ink-2 tabular-nums">
                  {t('memory:details.until', { day: dayWords(until, now, t) })}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}
