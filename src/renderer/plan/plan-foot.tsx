import { Dialog } from '@base-ui/react/dialog'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { RequestMetadata } from '../../shared/request.ts'
import { Button } from '../controls/button.tsx'
import { Tick } from '../controls/tick.tsx'
import { useWords } from '../use-words.ts'

export interface PlanFootProps {
  /** What one has to agree with where something is destroyed. */
  readonly consent: string | null
  readonly understood: boolean
  readonly busy: boolean
  /** Why it cannot be approved as it is. */
  readonly obstacle: string | null
  onUnderstood(understood: boolean): void
  onProceed(): void
  onCancel(instead: 'explain' | 'otherWay' | 'chat'): void
}

const foot = 'flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3.5'

/** The answers to a plan. The safe one has the focus where something is destroyed. */
export function PlanFoot(props: PlanFootProps): ReactNode {
  const t = useWords()
  const { consent, understood, busy, obstacle } = props
  const [cancelling, setCancelling] = useState(false)
  const again = useRef(false)
  const cancel = useRef<HTMLButtonElement>(null)
  const proceed = useRef<HTMLButtonElement>(null)
  const why = useId()

  useEffect(() => {
    // Back from the choices, the focus goes where it came from.
    if (!cancelling && again.current) cancel.current?.focus()
    again.current = cancelling
  }, [cancelling])

  useLayoutEffect(() => {
    // What is switched off while it has the focus, or is about to get it, would lose it to the page.
    if (obstacle !== null && document.activeElement?.contains(proceed.current)) cancel.current?.focus()
  }, [obstacle])

  if (cancelling) return <Instead {...props} onBack={() => setCancelling(false)} />
  const cancelFirst = consent !== null || obstacle !== null
  const isDisabled = busy || obstacle !== null || (consent !== null && !understood)
  return (
    <>
      {consent === null ? null : (
        <label className="flex gap-3 border-t border-bad-line bg-bad-soft px-5 py-3 text-sm text-bad">
          <span className="pt-px">
            <Tick
              bad
              checked={understood}
              disabled={busy}
              onChange={(event) => props.onUnderstood(event.target.checked)}
            />
          </span>
          <span className="max-h-24 min-w-0 overflow-y-auto wrap-anywhere">{consent}</span>
        </label>
      )}
      <div className={foot}>
        <p id={why} className="me-auto flex min-w-0 flex-1 items-center gap-2 text-xs text-ink-2">
          {obstacle === null ? (
            <ShieldCheck aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
          ) : (
            <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-warn" />
          )}
          {obstacle ?? t('plan:bound')}
        </p>
        <Button
          ref={cancel}
          data-first={cancelFirst}
          className={consent === null ? '' : 'focus:shadow-[var(--focus)]'}
          disabled={busy}
          onClick={() => setCancelling(true)}
        >
          {t('plan:cancel')}
        </Button>
        <Button
          ref={proceed}
          data-first={!cancelFirst}
          look={consent === null ? 'main' : 'bad'}
          aria-describedby={why}
          disabled={isDisabled}
          onClick={props.onProceed}
        >
          {t('plan:proceed')}
        </Button>
      </div>
    </>
  )
}

/** What may happen instead. All of it cancels the plan. */
function Instead({ busy, onCancel, onBack }: PlanFootProps & { onBack(): void }): ReactNode {
  const t = useWords()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <fieldset aria-label={t('plan:instead')} className={foot}>
      <Button look="quiet" className="me-auto -ms-3" disabled={busy} onClick={onBack}>
        {t('plan:back')}
      </Button>
      <Button disabled={busy} onClick={() => onCancel('explain')}>
        {t('plan:explain')}
      </Button>
      <Button disabled={busy} onClick={() => onCancel('otherWay')}>
        {t('plan:otherWay')}
      </Button>
      <Button ref={first} disabled={busy} onClick={() => onCancel('chat')}>
        {t('plan:chat')}
      </Button>
    </fieldset>
  )
}

/** Where a plan was answered while it was being looked at. */
export function AnsweredFoot(props: { readonly status: RequestMetadata['status'] }): ReactNode {
  const t = useWords()
  const { status } = props
  return (
    <div className={foot}>
      <p className="me-auto text-sm">{status === 'pending' ? null : t(`plan:answered.${status}`)}</p>
      <Dialog.Close data-first render={<Button />}>
        {t('plan:close')}
      </Dialog.Close>
    </div>
  )
}
