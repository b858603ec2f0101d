import { ChevronRight } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import type { ActionPreview, PlannedAction } from '../../shared/request.ts'
import { actionText } from '../../shared/words/action-text.ts'
import { Tick } from '../controls/tick.tsx'
import { useHearth } from '../hearth-context.ts'
import { Arguments, type ArgumentsProps } from './arguments.tsx'
import { PreviewView } from './preview.tsx'
import { ActionTitle } from './glance.tsx'
import { riskLooks, undoLooks } from './words.ts'
import { useWords } from '../use-words.ts'

export interface PlannedActionViewProps extends Pick<ArgumentsProps, 'edits' | 'disabled' | 'onEdit'> {
  readonly messageId: string
  readonly action: PlannedAction
  /** The heading of the plan says what it is, and there is nothing to choose. */
  readonly isOnly: boolean
  readonly ticked: boolean
  /** Null while it is on its way. */
  readonly preview: ActionPreview | null
  onTick(ticked: boolean): void
}

/** One action of a plan: its tick, what it is, what it would do, and what it would be given. */
export function PlannedActionView(props: PlannedActionViewProps): ReactNode {
  const t = useWords()
  const { messageId, action, isOnly, ticked, preview, edits, disabled, onEdit } = props
  const isEdited = Object.keys(edits).length > 0
  const id = useId()
  return (
    <li className="flex gap-3 border-t border-line px-5 py-3.5">
      {isOnly ? null : <Choice {...props} id={id} />}
      <div className="grid min-w-0 flex-1 gap-2.5">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
          <Name {...props} id={id} />
          <Pills action={action} />
        </div>
        {ticked && (
          <>
            {preview ? <PreviewView preview={preview} /> : <PreviewSkeleton />}
            {isEdited && preview?.preview && <p className="text-xs text-ink-2">{t('plan:withoutChanges')}</p>}
            <Details action={action} edits={edits} disabled={disabled} onEdit={onEdit}>
              {action.risk === 'read' && (
                <AlwaysAllow messageId={messageId} actionId={action.id} disabled={disabled || isEdited} />
              )}
            </Details>
          </>
        )}
      </div>
    </li>
  )
}

function Choice({
  id,
  ticked,
  disabled,
  onTick,
}: PlannedActionViewProps & { readonly id: string }): ReactNode {
  return (
    <span className="pt-0.5">
      <Tick id={id} checked={ticked} disabled={disabled} onChange={(event) => onTick(event.target.checked)} />
    </span>
  )
}

/** Whole, unless what stands below it names all of it: then the heading is enough where it is the only one. */
function Name({
  id,
  action,
  isOnly,
  ticked,
  preview,
}: PlannedActionViewProps & { readonly id: string }): ReactNode {
  const name = <ActionTitle action={action} whole={!preview?.preview} />
  const look = 'min-w-[min(12rem,100%)] flex-1 text-start text-sm leading-normal font-medium wrap-anywhere'
  if (!isOnly)
    return (
      <label htmlFor={id} dir="auto" className={`${look} ${ticked ? '' : 'text-ink-3 line-through'}`}>
        {name}
      </label>
    )
  const isTold = preview === null || preview.preview !== null
  return isTold ? null : (
    <p dir="auto" className={look}>
      {name}
    </p>
  )
}

function Pills({ action: { risk, undo } }: { readonly action: PlannedAction }): ReactNode {
  const t = useWords()
  const shape = 'rounded-full px-2 py-px text-xs leading-[1.6] whitespace-nowrap'
  return (
    <span className="flex flex-wrap gap-1.5">
      <span className={`${shape} ${riskLooks[risk]}`}>{t(`plan:risk.${risk}`)}</span>
      {risk === 'read' ? null : (
        <span className={`${shape} ${undoLooks[undo]}`}>{t(`plan:undo.${undo}`)}</span>
      )}
    </span>
  )
}

/** Where the preview will be, about as high. */
function PreviewSkeleton(): ReactNode {
  return <div aria-hidden className="waits h-5 w-2/5 rounded-sm bg-sunk" />
}

interface DetailsProps extends Pick<ArgumentsProps, 'action' | 'edits' | 'disabled' | 'onEdit'> {
  readonly children: ReactNode
}

/** What it would be given, out of the way until somebody wants to change it. */
function Details({ children, ...props }: DetailsProps): ReactNode {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const id = useId()
  const count = Object.keys(props.action.arguments).length
  const isEdited = Object.keys(props.edits).length > 0
  return (
    <div>
      <div className="-ms-1.5 flex flex-wrap items-center gap-x-2">
        {count > 0 && (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            aria-label={t('plan:detailsOf', { title: actionText(t, props.action) })}
            className="flex items-center gap-1 rounded-sm px-1.5 py-0.5 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight
              aria-hidden
              size={13}
              className={`transition-transform duration-100 ${open ? 'rotate-90' : 'rtl:rotate-180'}`}
            />
            {t(isEdited ? 'plan:detailsChanged' : 'plan:details')}
          </button>
        )}
        {children}
      </div>
      <div id={id} hidden={!open} className="mt-2.5">
        {open ? <Arguments {...props} /> : null}
      </div>
    </div>
  )
}

/** A rule, for what only reads. */
function AlwaysAllow(props: {
  readonly messageId: string
  readonly actionId: string
  readonly disabled: boolean
}): ReactNode {
  const t = useWords()
  const { grants } = useHearth()
  const [allowedIn, setAllowedIn] = useState<string | null>(null)
  if (allowedIn !== null) {
    return (
      <span className="px-1.5 text-xs text-ink-2 wrap-anywhere">
        {t('plan:allowed', { folder: allowedIn })}
      </span>
    )
  }
  return (
    <button
      type="button"
      disabled={props.disabled}
      className="rounded-sm px-1.5 py-0.5 text-xs text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-50"
      onClick={() =>
        void grants.allow(props.messageId, props.actionId).then((rule) => rule && setAllowedIn(rule.folder))
      }
    >
      {t('plan:allow')}
    </button>
  )
}
