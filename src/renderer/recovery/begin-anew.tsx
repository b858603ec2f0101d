import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useRef, type ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { useWords } from '../use-words.ts'

export interface BeginAnewProps {
  readonly dataFolder: string
  onBegin(): void
}

/** The second way: an empty memory, after a question whose safe answer has the focus. */
export function BeginAnew({ dataFolder, onBegin }: BeginAnewProps): ReactNode {
  const t = useWords()
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger render={<Button look="quiet" />}>{t('recovery:anew.open')}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <AlertDialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <AlertDialog.Popup
            initialFocus={cancel}
            className="floats w-full max-w-md rounded-lg border border-line bg-raised p-5 text-ink shadow-over outline-none"
          >
            <AlertDialog.Title className="text-lg leading-snug font-semibold">
              {t('recovery:anew.question')}
            </AlertDialog.Title>
            <AlertDialog.Description className="mt-1.5 text-sm text-ink-2">
              {t('recovery:anew.about')}
            </AlertDialog.Description>
            <p dir="ltr" className="mt-2 font-mono text-sm leading-relaxed break-all select-all">
              {dataFolder}
            </p>
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <AlertDialog.Close ref={cancel} render={<Button />}>
                {t('recovery:anew.cancel')}
              </AlertDialog.Close>
              <AlertDialog.Close render={<Button look="main" />} onClick={onBegin}>
                {t('recovery:anew.begin')}
              </AlertDialog.Close>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
