import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { reportError } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useCopy } from '../controls/use-copy.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { readAddress } from './address.ts'
import { useWords } from '../use-words.ts'

/** A look at an address before the system's browser opens it: a model wrote it, not the person. */
export function LinkDialog(): ReactNode {
  const hearth = useHearth()
  const url = useHearthState((state) => state.link)
  const close = (): void => hearth.showLink(null)
  return (
    <Dialog.Root open={url !== null} onOpenChange={(open) => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup className="floats w-full max-w-lg rounded-lg border border-line bg-raised p-5 text-ink shadow-over outline-none">
            {url === null ? null : <LinkQuestion url={url} onClose={close} />}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function LinkQuestion({ url, onClose }: { readonly url: string; onClose(): void }): ReactNode {
  const t = useWords()
  const { ask, notify } = useHearth()
  const [copied, copy] = useCopy()
  const address = readAddress(url)

  function open(href: string): void {
    onClose()
    ask('link.open', { url: href }).catch((error: unknown) => {
      notify({ kind: 'error', title: t('chat:link.notOpened'), text: reportError(error).message })
    })
  }

  return (
    <>
      <Dialog.Title className="text-lg leading-snug font-semibold">
        {address ? t('chat:link.question') : t('chat:link.refused')}
      </Dialog.Title>
      <Dialog.Description className="mt-1 text-sm text-ink-2">
        {address ? t('chat:link.leaves') : t('chat:link.only')}
      </Dialog.Description>
      <p
        dir="ltr"
        className="mt-4 max-h-48 overflow-y-auto rounded-md border border-line bg-sunk px-3 py-2 font-mono text-sm leading-relaxed break-all text-ink-2 [font-variant-ligatures:none]"
      >
        {address ? (
          <>
            {address.before}
            <strong className="font-bold text-ink">{address.host}</strong>
            {address.after}
          </>
        ) : (
          url
        )}
      </p>
      {address?.credentials && (
        <p className="mt-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-ink">
          {t('chat:link.credentials')}
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button look="quiet" className="me-auto -ms-2" onClick={() => void copy(address?.href ?? url)}>
          {copied ? t('chat:link.copied') : t('chat:link.copy')}
        </Button>
        <Dialog.Close render={<Button />}>{t('chat:link.cancel')}</Dialog.Close>
        {address && (
          <Button look="main" onClick={() => open(address.href)}>
            {t('chat:link.open')}
          </Button>
        )}
      </div>
    </>
  )
}
