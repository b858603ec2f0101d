import { useId, type ReactNode } from 'react'
import { Switch } from '../controls/switch.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** Whether pages of the web may be fetched, and what that means. */
export function NetworkSwitch(): ReactNode {
  const t = useWords()
  const { grants } = useHearth()
  const network = useHearthState((state) => state.grants.network)
  const id = useId()
  return (
    <section aria-labelledby={`${id} heading`} className="mt-6">
      <h3 id={`${id} heading`} className="text-sm font-semibold">
        {t('folders:network')}
      </h3>
      <div className="mt-1.5 flex items-start gap-4 border-t border-line pt-2.5">
        <div className="min-w-0 flex-1 text-sm">
          <label htmlFor={id}>{t('folders:fetch')}</label>
          <p id={`${id} about`} className="mt-0.5 text-xs leading-[1.6] text-ink-2">
            {t('folders:fetchAbout')}
          </p>
        </div>
        <Switch
          id={id}
          aria-describedby={`${id} about`}
          checked={network === true}
          disabled={network === null}
          onChange={({ target }) => void grants.turnNetwork(target.checked)}
        />
      </div>
    </section>
  )
}
