import { Dialog } from '@base-ui/react/dialog'
import { FolderOpen, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { spoken } from '../plan/words.ts'
import { openPlan } from '../store/state.ts'
import { GrantList } from './grant-list.tsx'
import { NetworkSwitch } from './network-switch.tsx'

export interface FoldersDialogProps {
  /** A dialog over another belongs into it: the focus goes from one to the other and back. */
  readonly over: 'window' | 'plan'
}

/** Where actions may work, what they do unasked, and what is to be told: listed, dated, to be withdrawn. */
export function FoldersDialog({ over }: FoldersDialogProps): ReactNode {
  const { grants } = useHearth()
  const shown = useHearthState(
    (state) => state.grants.shown && (openPlan(state) ? 'plan' : 'window') === over,
  )
  return (
    <Dialog.Root open={shown} onOpenChange={grants.show}>
      <Dialog.Portal>
        <Dialog.Backdrop forceRender className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup className="floats flex max-h-[calc(100dvh-2rem)] w-full max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-over outline-none">
            <header className="flex items-start gap-3 px-5 pt-4.5 pb-3">
              <div className="min-w-0 flex-1">
                <Dialog.Title className="text-lg leading-snug font-semibold">Folders and rules</Dialog.Title>
                <Dialog.Description className="mt-0.5 text-sm text-ink-2">
                  Actions work only in these folders, and ask before all but what a rule allows.
                </Dialog.Description>
              </div>
              <Dialog.Close aria-label="Close" className={`${iconButtonLook} -me-2 -mt-1`}>
                <X aria-hidden size={16} />
              </Dialog.Close>
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">
              <Lists />
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Lists(): ReactNode {
  const { grants } = useHearth()
  const { folders, rules, reminders, error } = useHearthState((state) => state.grants)
  const waiting = reminders.filter(({ firedAt }) => firedAt === null)
  return (
    <>
      {error && (
        <p role="alert" className="mb-4 rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-sm">
          {error.message}
        </p>
      )}
      <GrantList
        heading="Folders"
        none="Hearth may not work in any folder yet."
        grants={(folders ?? []).map(({ path, grantedAt }) => ({
          id: path,
          name: path,
          isPath: true,
          about: `Granted ${onDay(grantedAt)}`,
        }))}
        label="Withdraw"
        onWithdraw={(path) => void grants.revoke(path)}
      />
      <Button className="mt-3" onClick={() => void grants.choose()}>
        <FolderOpen aria-hidden size={15} strokeWidth={1.75} />
        Choose a folder…
      </Button>
      <NetworkSwitch />
      <GrantList
        heading="Rules"
        none="There are none: Hearth asks always. A plan that only reads offers to make one."
        grants={rules.map(({ id, action, folder, createdAt }) => ({
          id,
          name: folder,
          isPath: true,
          about: `${spoken(action)} without asking, since ${onDay(createdAt)}`,
        }))}
        label="Withdraw"
        onWithdraw={(id) => void grants.revokeRule(id)}
      />
      <GrantList
        heading="Reminders"
        none="No reminder is waiting."
        grants={waiting.map(({ id, text, dueAt }) => ({
          id,
          name: text,
          isPath: false,
          about: atTime(dueAt),
        }))}
        label="Cancel"
        onWithdraw={(id) => void grants.cancelReminder(id)}
      />
    </>
  )
}

function onDay(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: 'medium' })
}

function atTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
