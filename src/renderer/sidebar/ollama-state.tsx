import { ScrollText, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OllamaStatus } from '../../shared/model.ts'
import { useHearthState } from '../hearth-context.ts'
import { isOnThisComputer } from './loopback.ts'
import { useWords } from '../use-words.ts'
import { Trans } from 'react-i18next'
import type { Translate } from '../../shared/words/language.ts'

/** Where answers come from, and where they are kept if that is not this computer, in a line at the foot of the sidebar. */
export function OllamaState(): ReactNode {
  const t = useWords()
  const status = useHearthState((state) => state.ollama.status)
  const dataServer = useHearthState((state) => state.dataServer)
  const demo = useHearthState((state) => state.demo)
  // What answers there is not Ollama.
  if (demo) return <Scripted />
  const local = status?.state === 'running' && isOnThisComputer(status.address)
  const Shield = status === null || local ? ShieldCheck : ShieldAlert
  return (
    <p
      className="mx-3 flex min-h-9 items-center gap-2.5 px-2 pb-2 text-xs text-ink-3 tabular-nums"
      title={status?.address}
    >
      <Shield
        aria-hidden
        size={15}
        strokeWidth={1.75}
        className={local ? 'shrink-0 text-good' : status ? 'shrink-0 text-warn' : 'shrink-0'}
      />
      <span className="min-w-0">
        <span className="line block">{words(status, t)}</span>
        {dataServer !== null && (
          <span className="line block">{t('sidebar:keptIn', { server: dataServer })}</span>
        )}
      </span>
    </p>
  )
}

function Scripted(): ReactNode {
  const t = useWords()
  return (
    <p
      className="mx-3 flex min-h-9 items-center gap-2.5 px-2 pb-2 text-xs text-ink-3"
      title={t('demo:about')}
    >
      <ScrollText aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <span className="line">{t('demo:scripted')}</span>
    </p>
  )
}

function words(status: OllamaStatus | null, t: Translate): ReactNode {
  switch (status?.state) {
    case undefined:
      return t('sidebar:looking')
    case 'running': {
      const { version, address } = status
      if (!isOnThisComputer(address)) return t('sidebar:elsewhere', { version, address })
      const components = [<span key="ollama" className="text-good" />]
      return <Trans t={t} i18nKey="sidebar:here" values={{ version }} components={components} />
    }
    case 'stopped':
      return t('sidebar:notRunning')
    case 'not_installed':
      return t('sidebar:notInstalled')
    case 'unusable':
      return t('sidebar:unusable')
  }
}
