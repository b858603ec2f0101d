import { Dialog } from '@base-ui/react/dialog'
import { ShieldCheck, TriangleAlert, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { RequestMessage } from '../../shared/message.ts'
import type { RequestMetadata } from '../../shared/request.ts'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { useHearth } from '../hearth-context.ts'
import { failingPart, loss, noChanges, obstacle, revised, withEdit, withTick, type Draft } from './draft.ts'
import { FolderNeeded } from './folder-needed.tsx'
import { AnsweredFoot, PlanFoot } from './plan-foot.tsx'
import { PlannedActionView } from './planned-action.tsx'
import { visible } from '../../shared/visible.ts'
import { Summary } from './glance.tsx'
import { usePreviews } from './use-previews.ts'
import { listed } from './words.ts'
import { useWords } from '../use-words.ts'

export interface PlanProps {
  readonly message: RequestMessage
}

/** What will happen, action by action, and the answers to it. */
export function Plan({ message }: PlanProps): ReactNode {
  const { metadata } = message
  if (!metadata) return null
  return <Known message={message} metadata={metadata} />
}

function Known({ message, metadata }: PlanProps & { readonly metadata: RequestMetadata }): ReactNode {
  const { plans } = useHearth()
  const t = useWords()
  const lookAgain = t('plan:lookAgain')
  const previews = usePreviews(message)
  const [draft, setDraft] = useState(noChanges)
  const [understood, setUnderstood] = useState(false)
  const [busy, setBusy] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)
  const [seen, setSeen] = useState(metadata.digest)
  if (seen !== metadata.digest) {
    // What was ticked and changed belonged to the plan that was shown before.
    setSeen(metadata.digest)
    setDraft(noChanges)
    setUnderstood(false)
    if (!busy) setNotice(lookAgain)
  }

  async function proceed(): Promise<void> {
    setBusy(true)
    const outcome = await plans.proceed({ message, actions: revised(metadata, draft), understood })
    // An answered plan goes as it was shown.
    if (outcome === 'approved') return
    setBusy(false)
    setNotice(outcome === 'look' ? lookAgain : outcome.refused.message)
  }

  async function cancel(instead: 'explain' | 'otherWay' | 'chat'): Promise<void> {
    setBusy(true)
    const refused = await plans.cancel(message.id, instead)
    if (!refused) return
    setBusy(false)
    setNotice(refused.message)
  }

  const isPending = metadata.status === 'pending' || busy
  const lost = isPending ? loss(metadata, draft, t) : null
  const failing = isPending ? failingPart(metadata, draft, previews.found) : null
  const stopped = obstacle(metadata, draft, previews.found)
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Head metadata={metadata} />
        <FolderNeeded actions={metadata.actions} previews={previews} />
        <Warning text={failing === null ? null : t('plan:partFails', { count: failing })} />
        <Actions
          message={message}
          metadata={metadata}
          previews={previews.found}
          disabled={busy || !isPending}
          draft={draft}
          onDraft={setDraft}
        />
        <WhereToAct />
        {previews.error && (
          <p className="border-t border-line px-5 py-3 text-sm text-ink-2">
            {t('plan:noPreviews', { message: previews.error.message })}
          </p>
        )}
      </div>
      <p
        aria-live="assertive"
        className="flex gap-2.5 border-t border-warn-line bg-warn-soft px-5 py-2.5 text-sm empty:hidden"
      >
        {notice === null ? null : <Warned text={notice} />}
      </p>
      {isPending ? (
        <PlanFoot
          consent={lost && t(`plan:consent.${lost.undo}`, { names: lost.names })}
          understood={understood}
          busy={busy}
          obstacle={stopped && t(`plan:obstacle.${stopped}`)}
          onUnderstood={setUnderstood}
          onProceed={() => void proceed()}
          onCancel={(instead) => void cancel(instead)}
        />
      ) : (
        <AnsweredFoot status={metadata.status} />
      )}
    </>
  )
}

/** What is to be known of the whole before one reads on. */
function Warning({ text }: { readonly text: string | null }): ReactNode {
  return (
    <p
      aria-live="polite"
      className="mx-5 mb-4 flex gap-2.5 rounded-md border border-warn-line bg-warn-soft px-3.5 py-2.5 text-sm empty:hidden"
    >
      {text === null ? null : <Warned text={text} />}
    </p>
  )
}

function Warned({ text }: { readonly text: string }): ReactNode {
  return (
    <>
      <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn" />
      <span className="min-w-0 wrap-anywhere">{text}</span>
    </>
  )
}

function Head({ metadata }: { readonly metadata: RequestMetadata }): ReactNode {
  const t = useWords()
  const { summary, actions, readBefore = [], destructive } = metadata
  return (
    <header className="flex items-start gap-3.5 px-5 pt-4.5 pb-4">
      <span
        className={`grid size-8.5 shrink-0 place-items-center rounded-md ${destructive ? 'bg-bad-soft text-bad' : 'bg-ember-soft text-ember'}`}
      >
        <ShieldCheck aria-hidden size={19} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <Dialog.Title
          dir="auto"
          className={`leading-snug font-semibold tracking-[-0.01em] wrap-anywhere ${summary.length > 140 ? 'text-md' : 'text-lg'}`}
        >
          <Summary plan={metadata} />
        </Dialog.Title>
        <Dialog.Description className="mt-0.5 text-sm text-ink-2">
          {t('plan:waits', { count: actions.length })}
        </Dialog.Description>
        {readBefore.length > 0 && (
          <p className="mt-2 w-fit rounded-sm bg-warn-soft px-2 py-0.5 text-sm wrap-anywhere">
            {t('plan:readBefore', { names: listed(readBefore.map(visible), t) })}
          </p>
        )}
      </div>
      <Dialog.Close
        aria-label={t('plan:closeLabel')}
        title={t('plan:later')}
        className={`${iconButtonLook} -me-2 -mt-1`}
      >
        <X aria-hidden size={16} />
      </Dialog.Close>
    </header>
  )
}

/** What holds for every plan, and the way to change it. */
function WhereToAct(): ReactNode {
  const t = useWords()
  const { grants } = useHearth()
  return (
    <p className="border-t border-line px-5 py-2.5 text-xs text-ink-2">
      {t('plan:where')}
      <button
        type="button"
        className="ms-1 rounded-sm px-1.5 py-0.5 font-medium hover:bg-hover hover:text-ink"
        onClick={() => grants.show(true)}
      >
        {t('plan:folders')}
      </button>
    </p>
  )
}

interface ActionsProps {
  readonly message: RequestMessage
  readonly metadata: RequestMetadata
  readonly previews: ReturnType<typeof usePreviews>['found']
  readonly disabled: boolean
  readonly draft: Draft
  onDraft(draft: Draft): void
}

function Actions({ message, metadata, previews, disabled, draft, onDraft }: ActionsProps): ReactNode {
  const t = useWords()
  const none = { preview: null, problem: null }
  return (
    <ul aria-label={t('plan:actions')}>
      {metadata.actions.map((action) => (
        <PlannedActionView
          key={`${metadata.digest} ${action.id}`}
          messageId={message.id}
          action={action}
          isOnly={metadata.actions.length === 1}
          ticked={!draft.unticked.has(action.id)}
          edits={draft.edits.get(action.id) ?? {}}
          preview={previews && (previews.get(action.id) ?? { actionId: action.id, ...none })}
          disabled={disabled}
          onTick={(ticked) => onDraft(withTick(draft, action.id, ticked))}
          onEdit={(name, value) => onDraft(withEdit(draft, action, name, value))}
        />
      ))}
    </ul>
  )
}
