import { useEffect, useId, useState, type ReactNode } from 'react'
import type { Model, ModelDetails } from '../../shared/model.ts'
import type { ModelOptions as Options } from '../../shared/settings.ts'
import { useHearth } from '../hearth-context.ts'
import { Select, useChosen } from '../settings/controls.tsx'
import { useWords } from '../use-words.ts'
import { useModelWords } from './model-words.ts'
import { keepAlives, optionsOf, temperatureOf, windowSizes, withOption, type Thinking } from './options.ts'

/** How one model is asked, where that differs from its own habit. Each choice holds at once. */
export function ModelOptions({ model }: { readonly model: Model }): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const all = useChosen((chosen) => chosen.model.options)
  const options = optionsOf(all ?? {}, model.name)
  const details = useDetails(model.name)

  function choose(part: Partial<Record<keyof Options, unknown>>): void {
    if (all) void settings.change({ model: { options: withOption(all, model.name, part) } })
  }

  return (
    <fieldset
      aria-label={t('models:optionsName', { name: model.name })}
      disabled={all === null}
      className="mt-2 rounded-md bg-sunk px-4"
    >
      <ContextWindow model={model} details={details} options={options} choose={choose} />
      <Temperature options={options} choose={choose} />
      <KeepAlive options={options} choose={choose} />
      {model.capabilities.includes('thinking') && (
        <Think details={details} options={options} choose={choose} />
      )}
    </fieldset>
  )
}

/** Null until they are there; without them nothing is known of what a window costs. */
function useDetails(name: string): ModelDetails | null {
  const { ask } = useHearth()
  const [details, setDetails] = useState<ModelDetails | null>(null)
  useEffect(() => {
    let isDrawn = true
    ask('models.details', { name }).then(
      (found) => isDrawn && setDetails(found),
      () => isDrawn && setDetails(null),
    )
    return () => {
      isDrawn = false
    }
  }, [ask, name])
  return details
}

interface OptionProps {
  readonly options: Options
  readonly choose: (part: Partial<Record<keyof Options, unknown>>) => void
}

interface LineProps {
  readonly id: string
  readonly label: string
  readonly about: string
  readonly children: ReactNode
}

function Line({ id, label, about, children }: LineProps): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line py-3 first:border-t-0">
      <div className="min-w-[min(13rem,100%)] flex-1 text-xs leading-[1.6]">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <p id={`${id}-about`} className="text-ink-2">
          {about}
        </p>
      </div>
      {children}
    </div>
  )
}

function ContextWindow({
  model,
  details,
  options,
  choose,
}: OptionProps & { readonly model: Model; readonly details: ModelDetails | null }): ReactNode {
  const t = useWords()
  const { number, size } = useModelWords()
  const id = useId()
  const bytes = details?.bytesPerToken ?? null
  const label = (tokens: number): string => {
    const count = t('models:windowTokens', { amount: number(tokens) })
    return bytes === null || model.cloud
      ? count
      : t('models:windowCost', { tokens: count, size: size(tokens * bytes) })
  }
  return (
    <Line id={id} label={t('models:window')} about={t('models:windowAbout')}>
      <Select
        id={id}
        aria-describedby={`${id}-about`}
        value={options.numCtx ?? ''}
        className="w-64 tabular-nums"
        onChange={({ target }) => choose({ numCtx: target.value === '' ? undefined : Number(target.value) })}
      >
        <option value="">{t('models:usual')}</option>
        {windowSizes(model.contextLength, options.numCtx).map((tokens) => (
          <option key={tokens} value={tokens}>
            {label(tokens)}
          </option>
        ))}
      </Select>
    </Line>
  )
}

/** Kept when the field is left, or by Enter. */
function Temperature({ options, choose }: OptionProps): ReactNode {
  const t = useWords()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? undefined : temperatureOf(typed)
  const isWrong = read === null

  function keep(): void {
    setTyped(null)
    if (read !== null && typed !== null && read !== options.temperature) choose({ temperature: read })
  }

  return (
    <Line id={id} label={t('models:temperature')} about={t('models:temperatureAbout')}>
      <div className="flex w-64 max-w-full items-center gap-3">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          placeholder="–"
          aria-describedby={isWrong ? `${id}-about ${id}-wrong` : `${id}-about`}
          aria-invalid={isWrong}
          value={typed ?? options.temperature ?? ''}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !isWrong) keep()
            if (event.key !== 'Escape' || typed === null) return
            event.preventDefault()
            setTyped(null)
          }}
          className="h-9 w-20 shrink-0 rounded-md border border-line-strong bg-raised px-2.5 text-sm tabular-nums shadow-raised aria-invalid:border-bad"
        />
        {isWrong && (
          <p id={`${id}-wrong`} role="alert" className="text-xs text-bad">
            {t('models:temperatureWrong')}
          </p>
        )}
      </div>
    </Line>
  )
}

function KeepAlive({ options, choose }: OptionProps): ReactNode {
  const t = useWords()
  const { duration } = useModelWords()
  const id = useId()
  const { keepAlive } = options
  const known = keepAlives.find(({ value }) => value === keepAlive)
  return (
    <Line id={id} label={t('models:keepAlive')} about={t('models:keepAliveAbout')}>
      <Select
        id={id}
        aria-describedby={`${id}-about`}
        value={keepAlive ?? ''}
        className="w-64"
        onChange={({ target }) => choose({ keepAlive: target.value === '' ? undefined : target.value })}
      >
        <option value="">{t('models:usual')}</option>
        <option value="0">{t('models:keepNot')}</option>
        {keepAlives.map(({ value, seconds }) => (
          <option key={value} value={value}>
            {duration(seconds)}
          </option>
        ))}
        <option value="-1">{t('models:keepAlways')}</option>
        {keepAlive !== undefined && !known && keepAlive !== '0' && keepAlive !== '-1' && (
          <option value={keepAlive}>{keepAlive}</option>
        )}
      </Select>
    </Line>
  )
}

/** The models that think by degrees cannot be kept from it. */
const byDegrees = 'gptoss'

function Think({
  details,
  options,
  choose,
}: OptionProps & { readonly details: ModelDetails | null }): ReactNode {
  const t = useWords()
  const id = useId()
  const degrees: readonly Thinking[] = [
    { value: 'low', label: t('models:thinkLow') },
    { value: 'medium', label: t('models:thinkMedium') },
    { value: 'high', label: t('models:thinkHigh') },
  ]
  const switched: readonly Thinking[] = [
    { value: true, label: t('models:thinkOn') },
    { value: false, label: t('models:thinkOff') },
  ]
  const offered = details?.architecture === byDegrees ? degrees : switched
  const chosen = [...switched, ...degrees].find(({ value }) => value === options.think)
  const shown = chosen && !offered.includes(chosen) ? [...offered, chosen] : offered
  return (
    <Line id={id} label={t('models:think')} about={t('models:thinkAbout')}>
      <Select
        id={id}
        aria-describedby={`${id}-about`}
        value={options.think === undefined ? '' : String(options.think)}
        className="w-64"
        onChange={({ target }) =>
          choose({ think: shown.find(({ value }) => String(value) === target.value)?.value })
        }
      >
        <option value="">{t('models:usual')}</option>
        {shown.map(({ value, label }) => (
          <option key={String(value)} value={String(value)}>
            {label}
          </option>
        ))}
      </Select>
    </Line>
  )
}
