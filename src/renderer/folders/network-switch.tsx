import { useId, type ReactNode } from 'react'
import { Switch } from '../controls/switch.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'

/** Whether pages of the web may be fetched, and what that means. */
export function NetworkSwitch(): ReactNode {
  const { grants } = useHearth()
  const network = useHearthState((state) => state.grants.network)
  const id = useId()
  return (
    <section aria-labelledby={`${id} heading`} className="mt-6">
      <h3 id={`${id} heading`} className="text-sm font-semibold">
        Network
      </h3>
      <div className="mt-1.5 flex items-start gap-4 border-t border-line pt-2.5">
        <div className="min-w-0 flex-1 text-sm">
          <label htmlFor={id}>Hearth may fetch web pages</label>
          <p id={`${id} about`} className="mt-0.5 text-xs leading-[1.6] text-ink-2">
            A plan can then fetch a public page after your yes, and the site it comes from sees this
            computer’s address and what was asked for.
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
