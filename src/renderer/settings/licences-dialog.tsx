import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { useWords } from '../use-words.ts'

/** A package that Hearth ships, as the build wrote it down (scripts/licences.ts). */
interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Its licence in full; empty where the package has no such file. */
  readonly text: string
}

export interface LicencesDialogProps {
  readonly shown: boolean
  onClose(): void
}

/** What Hearth is built of, package by package. */
export function LicencesDialog({ shown, onClose }: LicencesDialogProps): ReactNode {
  const t = useWords()
  return (
    <Dialog.Root open={shown} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center p-4">
          <Dialog.Popup className="floats flex max-h-[calc(100dvh-2rem)] w-full max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-over outline-none">
            <header className="flex items-center gap-3 border-b border-line px-5 py-3">
              <Dialog.Title className="flex-1 text-lg leading-snug font-semibold">
                {t('settings:rows.licences.label')}
              </Dialog.Title>
              <Dialog.Close aria-label={t('settings:close')} className={`${iconButtonLook} -me-2`}>
                <X aria-hidden size={16} />
              </Dialog.Close>
            </header>
            <Packages />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Packages(): ReactNode {
  const t = useWords()
  const [packages, setPackages] = useState<readonly Licence[] | null>(null)
  useEffect(() => {
    const read = async (): Promise<void> => {
      const response = await fetch(new URL('licences.json', document.baseURI))
      setPackages(response.ok ? ((await response.json()) as readonly Licence[]) : [])
    }
    // A development server has no such file.
    read().catch(() => setPackages([]))
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, which a keyboard must be able to do as well.
    <div tabIndex={0} className="focus-inset min-h-40 flex-1 overflow-y-auto px-5 py-3 text-sm">
      {packages?.length === 0 && <p className="text-ink-2">{t('settings:rows.licences.none')}</p>}
      {packages?.map(({ name, version, licence, text }) => (
        <details key={`${name} ${version}`} className="border-b border-line py-1.5 last:border-b-0">
          <summary className="flex items-baseline gap-2 rounded-sm py-0.5">
            <span className="font-medium wrap-anywhere">{name}</span>
            <span className="text-xs text-ink-2 tabular-nums">{version}</span>
            <span className="ms-auto shrink-0 text-xs text-ink-2">{licence}</span>
          </summary>
          {text !== '' && (
            <p className="mt-1.5 mb-2 font-mono text-xs leading-[1.6] whitespace-pre-wrap wrap-anywhere text-ink-2">
              {text}
            </p>
          )}
        </details>
      ))}
    </div>
  )
}
