import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OllamaStatus } from '../../shared/model.ts'
import { useHearthState } from '../hearth-context.ts'
import { isOnThisComputer } from './loopback.ts'

/** Where answers come from, and where they are kept if that is not this computer, in a line at the foot of the sidebar. */
export function OllamaState(): ReactNode {
  const status = useHearthState((state) => state.ollama.status)
  const dataServer = useHearthState((state) => state.dataServer)
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
        <span className="line block">{words(status)}</span>
        {dataServer !== null && <span className="line block">Kept in {dataServer}</span>}
      </span>
    </p>
  )
}

function words(status: OllamaStatus | null): ReactNode {
  switch (status?.state) {
    case undefined:
      return 'Looking for Ollama…'
    case 'running':
      return isOnThisComputer(status.address) ? (
        <>
          <span className="text-good">Ollama {status.version}</span> on this computer
        </>
      ) : (
        `Ollama ${status.version} at ${status.address}`
      )
    case 'stopped':
      return 'Ollama is not running'
    case 'not_installed':
      return 'Ollama is not installed'
    case 'unusable':
      return 'Ollama cannot be reached'
  }
}
