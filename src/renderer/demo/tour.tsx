import { Check } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Bridge } from '../../shared/contract.ts'
import { Button } from '../controls/button.tsx'
import type { Hearth } from '../store/hearth.ts'
import { useWords } from '../use-words.ts'
import { steps, stepTaken, type Step } from './steps.ts'

interface TourProps {
  readonly bridge: Bridge
  readonly hearth: Pick<Hearth, 'composer' | 'leavePages' | 'store' | 'transfer'>
  /** The window itself, which the bar never hides: it stands above. */
  readonly children: ReactNode
}

/** The window, and in `npm run demo` a bar above it with the steps of a tour, ticked off as they happen. */
export function Tour({ bridge, hearth, children }: TourProps): ReactNode {
  const shown = useStore(hearth.store, ({ demo }) => demo)
  return (
    <div className="flex h-full flex-col">
      {shown && <TourBar bridge={bridge} hearth={hearth} />}
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  )
}

function TourBar({ bridge, hearth }: Omit<TourProps, 'children'>): ReactNode {
  const t = useWords()
  const [taken, setTaken] = useState<ReadonlySet<Step>>(new Set())
  useEffect(
    () =>
      bridge.onEvent((event) => {
        const step = stepTaken(event)
        if (step) setTaken((before) => (before.has(step) ? before : new Set([...before, step])))
      }),
    [bridge],
  )
  const next = steps.find((step) => !taken.has(step))
  return (
    <section
      aria-label={t('demo:label')}
      className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-ember-line bg-ember-soft px-4 py-1.5 text-sm text-ink"
    >
      <p
        title={t('demo:about')}
        className="rounded-full border border-ember-line px-2.5 py-0.5 font-semibold"
      >
        {t('demo:label')}
        <span className="sr-only">{`. ${t('demo:about')}`}</span>
      </p>
      <ol aria-label={t('demo:tour')} className="flex items-center gap-3 max-md:hidden">
        {steps.map((step) => (
          <StepMark key={step} step={step} taken={taken.has(step)} now={step === next} />
        ))}
      </ol>
      {/* In a narrow window a line of its own: beside the label it would break where no one expects it. */}
      <output className="ms-auto min-w-0 text-ink-2 max-md:order-last max-md:basis-full">
        {next ? t(`demo:hint.${next}`) : t('demo:finished')}
      </output>
      {next && next !== 'undo' && (
        <Button className="h-7! px-3 max-md:ms-auto" onClick={() => begin(next, hearth, t)}>
          {t('demo:try')}
        </Button>
      )}
    </section>
  )
}

function StepMark(props: { readonly step: Step; readonly taken: boolean; readonly now: boolean }): ReactNode {
  const t = useWords()
  const { taken, now } = props
  const step = t(`demo:step.${props.step}`)
  const told = taken ? t('demo:done', { step }) : now ? t('demo:now', { step }) : step
  return (
    <li
      aria-label={told}
      aria-current={now ? 'step' : undefined}
      className={`flex items-center gap-1 ${now ? 'font-semibold' : 'text-ink-2'}`}
    >
      {taken ? (
        <Check aria-hidden size={14} className="text-good" />
      ) : (
        <span aria-hidden className="size-1.5 rounded-full bg-ember-line" />
      )}
      {step}
    </li>
  )
}

/** Puts what to say into the message's field; to send it is the person's. */
function begin(
  step: Exclude<Step, 'undo'>,
  { composer, leavePages, transfer }: TourProps['hearth'],
  t: ReturnType<typeof useWords>,
): void {
  if (step === 'export') return transfer.openExport()
  leavePages()
  composer.fill(t(`demo:ask.${step}`))
}
