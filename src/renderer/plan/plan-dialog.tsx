import { Dialog } from '@base-ui/react/dialog'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { RequestMessage } from '../../shared/message.ts'
import { FoldersDialog } from '../folders/folders-dialog.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { openPlan } from '../store/state.ts'
import { Plan } from './plan.tsx'

/** For so long after a plan came, Enter and Space are taken for what somebody was typing elsewhere. */
const deafMs = 500

export interface PlanDialogProps {
  /** Where it stands: in the middle of a window, or as all that is below the field of the quick prompt. */
  readonly place?: Place
}

type Place = 'middle' | 'belowField'

const places = {
  middle: {
    viewport: 'grid place-items-center overflow-y-auto p-4 max-[480px]:p-2',
    popup:
      'max-h-[calc(100dvh-2rem)] w-full max-w-2xl rounded-lg border shadow-over max-[480px]:max-h-[calc(100dvh-1rem)] [@media(max-height:360px)]:max-h-none',
  },
  belowField: { viewport: 'pt-[60px]', popup: 'h-full border-t' },
} as const

/**
 * A plan that waits for a yes, over the dimmed window: nothing that a model writes can be drawn here. Escape leaves it
 * waiting.
 */
export function PlanDialog({ place = 'middle' }: PlanDialogProps): ReactNode {
  const { plans } = useHearth()
  const message = useHearthState(openPlan)
  // While it goes, it is drawn as it was: what is taken away at once never tells that it has gone.
  const [last, setLast] = useState(message)
  if (message && message !== last) setLast(message)
  const shown = message ?? last
  return (
    <Dialog.Root
      open={message !== null}
      disablePointerDismissal
      onOpenChange={(open) => {
        if (!open) plans.hide()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        {shown && <Popup key={shown.id} message={shown} place={place} />}
        <FoldersDialog over="plan" />
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Popup({ message, place }: { readonly message: RequestMessage; readonly place: Place }): ReactNode {
  const popup = useRef<HTMLDivElement>(null)
  const onKeyDownCapture = useDeafness(message.metadata?.digest)
  return (
    <Dialog.Viewport className={`fixed inset-0 z-30 ${places[place].viewport}`}>
      <Dialog.Popup
        ref={popup}
        // The safe answer where something is destroyed.
        initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-first=true]') ?? true}
        onKeyDownCapture={onKeyDownCapture}
        className={`floats flex flex-col overflow-hidden border-line bg-raised text-ink outline-none ${places[place].popup}`}
      >
        <Plan message={message} />
      </Dialog.Popup>
    </Dialog.Viewport>
  )
}

/**
 * Takes no Enter for an answer in the first half second of a plan, nor while somebody goes on typing what was meant for
 * the composer, nor from a key that is held down.
 */
function useDeafness(digest: string | undefined): (event: KeyboardEvent) => void {
  const shown = useRef<{ readonly digest: string | undefined; since: number } | null>(null)
  useLayoutEffect(() => {
    if (shown.current?.digest !== digest || !shown.current)
      shown.current = { digest, since: performance.now() }
  })
  return (event) => {
    if (event.target instanceof HTMLElement && event.target.matches(fields)) return
    const isEarly = shown.current !== null && performance.now() - shown.current.since < deafMs
    const answers = event.key === 'Enter' || event.key === ' '
    if (isEarly && shown.current && event.key.length === 1) shown.current.since = performance.now()
    if (!answers || (!isEarly && !event.repeat)) return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Where Enter and Space are text. */
const fields = 'input:not([type=checkbox]), textarea'
