import { Info, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionCounts } from '../../shared/computer-requests.ts'
import { useWords } from '../use-words.ts'
import { Labelled } from './row.tsx'
import { useTimes } from './times.ts'
import { useAsked } from './use-asked.ts'

const lookEveryMs = 5_000
/** What cannot happen, and what is only said. */
const enforced = [
  ['page', ShieldCheck],
  ['main', ShieldCheck],
  ['counted', Info],
  ['programs', Info],
  ['others', Info],
] as const

/** How often Hearth connected to anything but Ollama on this computer: it should stay nought. */
export function Connections(): ReactNode {
  const t = useWords()
  const { moment } = useTimes()
  const { data, error } = useAsked('privacy.connections', lookEveryMs)
  const isNone = data?.elsewhere === 0
  return (
    <Labelled
      {...(data && { about: t('settings:rows.connections.about', { time: moment(data.since) }) })}
      control={
        <output
          aria-label={t('settings:rows.connections.label')}
          className={`min-w-14 rounded-md px-3 py-1 text-center text-lg leading-8 font-semibold tabular-nums ${
            isNone ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn'
          } ${data ? '' : 'invisible'}`}
        >
          {data?.elsewhere ?? 0}
        </output>
      }
    >
      {error && (
        <p role="alert" className="mt-1 text-xs text-bad">
          {error.message}
        </p>
      )}
      {data && <Counted counts={data} />}
    </Labelled>
  )
}

function Counted({ counts }: { readonly counts: ConnectionCounts }): ReactNode {
  const t = useWords()
  const { moment } = useTimes()
  const { elsewhere, places, ollama, refused } = counts
  return (
    <div className="mt-2 text-xs leading-[1.7] text-ink-2 tabular-nums">
      <p>
        {elsewhere === 0 && `${t('settings:rows.connections.none')} `}
        {t('settings:rows.connections.ollama', { count: ollama })}{' '}
        {refused > 0 && t('settings:rows.connections.refused', { count: refused })}
      </p>
      <ul className="mt-1 empty:hidden">
        {places.map(({ address, count, lastAt }) => (
          <li key={address} className="wrap-anywhere">
            {t('settings:rows.connections.place', { address, count, time: moment(lastAt) })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What stands behind it, in plain sentences; also what does not. */
export function Enforced(): ReactNode {
  const t = useWords()
  return (
    <Labelled>
      <ul className="mt-2 flex flex-col gap-1.5 text-sm leading-[1.55] text-ink-2">
        {enforced.map(([what, Icon]) => (
          <li key={what} className="flex gap-2.5">
            <Icon aria-hidden size={15} strokeWidth={1.75} className="mt-[3px] shrink-0 text-ink-3" />
            <span>{t(`settings:rows.enforced.${what}`)}</span>
          </li>
        ))}
      </ul>
    </Labelled>
  )
}
