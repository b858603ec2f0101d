import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { State } from '../store/state.ts'
import { useWords } from '../use-words.ts'
import { ExportForm } from './export-form.tsx'
import { ImportForm } from './import-form.tsx'

/** What is said and remembered goes out into a file, or comes in from one. */
export function TransferDialog(): ReactNode {
  const t = useWords()
  const { transfer: commands } = useHearth()
  const transfer = useHearthState((state) => state.transfer)
  // While it fades it shows what it showed.
  const [last, setLast] = useState<State['transfer']>(null)
  if (transfer && transfer !== last) setLast(transfer)
  const shown = transfer ?? last
  const isExport = shown?.kind === 'export'
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What was pressed has given its place to what came of it, and the focus went with it.
    if (transfer && document.activeElement === document.body) popup.current?.focus()
  }, [transfer])
  return (
    <Dialog.Root open={transfer !== null} onOpenChange={(open) => !open && commands.close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup
            ref={popup}
            className="floats flex max-h-[calc(100dvh-2rem)] w-full max-w-lg flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-over outline-none"
          >
            <header className="flex items-start gap-3 px-5 pt-4.5 pb-3">
              <div className="min-w-0 flex-1">
                <Dialog.Title className="text-lg leading-snug font-semibold">
                  {t(isExport ? 'transfer:export' : 'transfer:import')}
                </Dialog.Title>
                <Dialog.Description className="mt-0.5 text-sm text-ink-2">
                  {t(isExport ? 'transfer:aboutExport' : 'transfer:aboutImport')}
                </Dialog.Description>
              </div>
              <Dialog.Close aria-label={t('transfer:close')} className={`${iconButtonLook} -me-2 -mt-1`}>
                <X aria-hidden size={16} />
              </Dialog.Close>
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 text-sm">
              {shown?.kind === 'export' && <ExportForm exporting={shown} />}
              {shown?.kind === 'import' && <ImportForm importing={shown} />}
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
