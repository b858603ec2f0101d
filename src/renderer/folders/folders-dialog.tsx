import { Dialog } from '@base-ui/react/dialog'
import { FolderOpen, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { iconButtonLook } from '../controls/icon-button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { spoken } from '../plan/words.ts'
import { openPlan } from '../store/state.ts'
import { useWords } from '../use-words.ts'
import { GrantList } from './grant-list.tsx'
import { NetworkSwitch } from './network-switch.tsx'

export interface FoldersDialogProps {
  /** A dialog over another belongs into it: the focus goes from one to the other and back. */
  readonly over: 'window' | 'plan'
}

/** Where actions may work, what they do unasked, and what is to be told: listed, dated, to be withdrawn. */
export function FoldersDialog({ over }: FoldersDialogProps): ReactNode {
  const t = useWords()
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
                <Dialog.Title className="text-lg leading-snug font-semibold">
                  {t('folders:title')}
                </Dialog.Title>
                <Dialog.Description className="mt-0.5 text-sm text-ink-2">
                  {t('folders:about')}
                </Dialog.Description>
              </div>
              <Dialog.Close aria-label={t('folders:close')} className={`${iconButtonLook} -me-2 -mt-1`}>
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
  const t = useWords()
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
        heading={t('folders:folders')}
        none={t('folders:noFolder')}
        grants={(folders ?? []).map(({ path, grantedAt }) => ({
          id: path,
          name: path,
          isPath: true,
          about: t('folders:granted', { date: new Date(grantedAt) }),
        }))}
        label={t('folders:withdraw')}
        onWithdraw={(path) => void grants.revoke(path)}
      />
      <Button className="mt-3" onClick={() => void grants.choose()}>
        <FolderOpen aria-hidden size={15} strokeWidth={1.75} />
        {t('folders:choose')}
      </Button>
      <NetworkSwitch />
      <GrantList
        heading={t('folders:rules')}
        none={t('folders:noRule')}
        grants={rules.map(({ id, action, folder, createdAt }) => ({
          id,
          name: folder,
          isPath: true,
          about: t('folders:since', { action: spoken(action), date: new Date(createdAt) }),
        }))}
        label={t('folders:withdraw')}
        onWithdraw={(id) => void grants.revokeRule(id)}
      />
      <GrantList
        heading={t('folders:reminders')}
        none={t('folders:noReminder')}
        grants={waiting.map(({ id, text, dueAt }) => ({
          id,
          name: text,
          isPath: false,
          about: t('folders:due', { date: new Date(dueAt) }),
        }))}
        label={t('folders:cancel')}
        onWithdraw={(id) => void grants.cancelReminder(id)}
      />
    </>
  )
}
