import { FolderOpen } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { GrantList, type Grant } from '../folders/grant-list.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { spoken } from '../plan/words.ts'
import { useWords } from '../use-words.ts'
import { SwitchRow } from './controls.tsx'
import { useTimes } from './times.ts'

/** The rows of what a person granted: folders, rules, reminders that wait, the network. Each can be taken back. */

/** Asks for them, whichever of these rows is drawn. */
function useGrants() {
  const { grants } = useHearth()
  const known = useHearthState((state) => state.grants)
  const isUnknown = known.folders === null && known.error === null
  useEffect(() => {
    if (isUnknown) void grants.load()
  }, [isUnknown, grants])
  return known
}

type GrantRowProps = Omit<Parameters<typeof GrantList>[0], 'heading' | 'none'> & {
  readonly row: 'folders' | 'rules' | 'reminders'
  readonly children?: ReactNode
}

function GrantRow({ row, children, ...list }: GrantRowProps): ReactNode {
  const t = useWords()
  const error = useHearthState((state) => state.grants.error)
  return (
    <>
      <GrantList
        heading={t(`settings:rows.${row}.label`)}
        none={error?.message ?? t(`settings:rows.${row}.none`)}
        {...list}
      />
      {children}
    </>
  )
}

export function Folders(): ReactNode {
  const t = useWords()
  const { day } = useTimes()
  const { grants } = useHearth()
  const folders = (useGrants().folders ?? []).map(({ path, grantedAt }): Grant => ({
    id: path,
    name: path,
    isPath: true,
    about: t('settings:rows.folders.granted', { day: day(grantedAt) }),
  }))
  return (
    <GrantRow
      row="folders"
      grants={folders}
      label={t('settings:rows.folders.withdraw')}
      onWithdraw={(path) => void grants.revoke(path)}
    >
      <Button className="mt-2.5" onClick={() => void grants.choose()}>
        <FolderOpen aria-hidden size={15} strokeWidth={1.75} />
        {t('settings:rows.folders.choose')}
      </Button>
    </GrantRow>
  )
}

export function Rules(): ReactNode {
  const t = useWords()
  const { day } = useTimes()
  const { grants } = useHearth()
  const rules = useGrants().rules.map(({ id, action, folder, createdAt }): Grant => ({
    id,
    name: folder,
    isPath: true,
    about: t('settings:rows.rules.since', { action: spoken(action), day: day(createdAt) }),
  }))
  return (
    <GrantRow
      row="rules"
      grants={rules}
      label={t('settings:rows.rules.withdraw')}
      onWithdraw={(id) => void grants.revokeRule(id)}
    />
  )
}

export function Reminders(): ReactNode {
  const t = useWords()
  const { moment } = useTimes()
  const { grants } = useHearth()
  const waiting = useGrants()
    .reminders.filter(({ firedAt }) => firedAt === null)
    .map(({ id, text, dueAt }): Grant => ({ id, name: text, isPath: false, about: moment(dueAt) }))
  return (
    <GrantRow
      row="reminders"
      grants={waiting}
      label={t('settings:rows.reminders.cancel')}
      onWithdraw={(id) => void grants.cancelReminder(id)}
    />
  )
}

export function Network(): ReactNode {
  const { settings } = useHearth()
  const on = useHearthState((state) => state.settings.chosen?.privacy.network ?? null)
  return <SwitchRow on={on} onTurn={(network) => void settings.change({ privacy: { network } })} />
}
