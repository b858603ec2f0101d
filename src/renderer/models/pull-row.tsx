import { Progress } from '@base-ui/react/progress'
import type { ReactNode } from 'react'
import type { Pull } from '../../shared/pull.ts'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { useModelWords } from './model-words.ts'

/** A download: how far it has come, and what can be done with it. */
export function PullRow({ pull }: { readonly pull: Pull }): ReactNode {
  const t = useWords()
  const words = useModelWords()
  const { models } = useHearth()
  const { name, state, bytes, total } = pull
  const hasFailed = state === 'failed'
  const goes = state === 'pulling' || state === 'waiting'
  const value = total === null || total === 0 ? null : Math.min(100, (bytes / total) * 100)
  const said = words.pull(pull)
  return (
    <section
      aria-label={t('models:progress', { name })}
      className="flex flex-wrap items-center gap-x-5 gap-y-3"
    >
      <Progress.Root
        value={goes || value !== null ? value : 0}
        getAriaValueText={() => said}
        className="min-w-[min(15rem,100%)] flex-1 text-sm"
      >
        <Progress.Label className="font-medium wrap-anywhere">{name}</Progress.Label>
        <Progress.Track className="mt-2 h-1.5 overflow-hidden rounded-full bg-sunk">
          <Progress.Indicator
            className={`block h-full rounded-full data-indeterminate:w-1/3 data-indeterminate:opacity-60 ${goes ? 'bg-ember' : 'bg-ink-3'}`}
          />
        </Progress.Track>
        <p
          className={`mt-1.5 text-xs leading-[1.6] tabular-nums wrap-anywhere ${hasFailed ? 'text-bad' : 'text-ink-2'}`}
        >
          {said}
        </p>
      </Progress.Root>
      <div className="flex gap-2">
        {goes ? (
          <Button aria-label={t('models:pauseName', { name })} onClick={() => void models.pause(name)}>
            {t('models:pause')}
          </Button>
        ) : (
          <Button
            aria-label={t(hasFailed ? 'models:againName' : 'models:resumeName', { name })}
            onClick={() => void models.resume(name)}
          >
            {t(hasFailed ? 'models:again' : 'models:resume')}
          </Button>
        )}
        <Button
          look="quiet"
          aria-label={t(hasFailed ? 'models:removeName' : 'models:cancelName', { name })}
          onClick={() => void models.cancel(name)}
        >
          {t(hasFailed ? 'models:remove' : 'models:cancel')}
        </Button>
      </div>
    </section>
  )
}
