import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { reportError } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useCopy } from '../controls/use-copy.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { readAddress } from './address.ts'

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
  const { ask, notify } = useHearth()
  const [copied, copy] = useCopy()
  const address = readAddress(url)

  function open(href: string): void {
    onClose()
    ask('link.open', { url: href }).catch((error: unknown) => {
      notify({ kind: 'error', title: 'The address was not opened', text: reportError(error).message })
    })
  }

  return (
    <>
      <Dialog.Title className="text-lg leading-snug font-semibold">
        {address ? 'Open this address in your browser?' : 'Hearth does not open this address'}
      </Dialog.Title>
      <Dialog.Description className="mt-1 text-sm text-ink-2">
        {address
          ? 'It leaves Hearth and this computer. The name in bold is where it leads.'
          : 'Only web and mail addresses can be opened from here.'}
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
          What stands before the @ is a name and a password, not where it leads.
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button look="quiet" className="me-auto -ms-2" onClick={() => void copy(address?.href ?? url)}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        {address && (
          <Button look="main" onClick={() => open(address.href)}>
            Open
          </Button>
        )}
      </div>
    </>
  )
}
