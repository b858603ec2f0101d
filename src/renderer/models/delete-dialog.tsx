import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Model } from '../../shared/model.ts'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { useModelWords } from './model-words.ts'

export interface DeleteDialogProps {
  /** Null while nothing is asked. */
  readonly model: Model | null
  /** Where the focus goes when the model has gone, and with it the button that asked. */
  readonly focusBack: () => HTMLElement | true
  onClose(): void
}

/** Deletes a model after a yes. The safe answer has the focus. */
export function DeleteDialog({ model, focusBack, onClose }: DeleteDialogProps): ReactNode {
  const t = useWords()
  const { size } = useModelWords()
  const { models } = useHearth()
  const keep = useRef<HTMLButtonElement>(null)
  const gone = useRef(false)
  const [busy, setBusy] = useState(false)
  // While it goes, it is drawn as it was.
  const [last, setLast] = useState(model)
  if (model && model !== last) setLast(model)
  useEffect(() => {
    if (model) gone.current = false
  }, [model])

  async function remove(name: string): Promise<void> {
    setBusy(true)
    await models.remove(name)
    setBusy(false)
    gone.current = true
    onClose()
  }

  return (
    <Dialog.Root open={model !== null} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup
            role="alertdialog"
            initialFocus={keep}
            finalFocus={() => !gone.current || focusBack()}
            className="floats w-full max-w-md rounded-lg border border-line bg-raised p-5 text-ink shadow-over outline-none"
          >
            {last && (
              <>
                <Dialog.Title className="text-lg leading-snug font-semibold wrap-anywhere">
                  {t('models:deleteQuestion', { name: last.name })}
                </Dialog.Title>
                <Dialog.Description className="mt-1 text-sm text-ink-2">
                  {last.cloud
                    ? t('models:deleteCloudAbout')
                    : t('models:deleteAbout', { size: size(last.size) })}
                </Dialog.Description>
                <div className="mt-5 flex flex-wrap justify-end gap-2">
                  <Dialog.Close ref={keep} render={<Button />}>
                    {t('models:keep')}
                  </Dialog.Close>
                  <Button look="bad" disabled={busy} onClick={() => void remove(last.name)}>
                    {t('models:delete')}
                  </Button>
                </div>
              </>
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
