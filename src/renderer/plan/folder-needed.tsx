import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { PlannedAction } from '../../shared/request.ts'
import type { Previews } from './use-previews.ts'
import { useWords } from '../use-words.ts'

interface FolderNeededProps {
  readonly actions: readonly PlannedAction[]
  readonly previews: Previews
}

/** What only looks into files has nothing to be seen beforehand. */
const looking: ReadonlySet<string> = new Set(['list_files', 'read_file', 'search_files'])

/** While no folder is granted, and the plan works with files or commands: the way to grant one. */
export function FolderNeeded({ actions, previews }: FolderNeededProps): ReactNode {
  const t = useWords()
  const { grants } = useHearth()
  const hasNone = useHearthState((state) => state.grants.folders?.length === 0)
  const found = [...(previews.found?.values() ?? [])]
  const isNeeded =
    actions.some(({ action }) => looking.has(action)) ||
    found.some(
      ({ preview, problem }) =>
        preview?.kind === 'file' || preview?.kind === 'command' || problem?.code === 'no_folder',
    )
  if (!hasNone || !isNeeded) return null
  return (
    <div className="mx-5 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-warn-line bg-warn-soft px-3.5 py-2.5 text-sm">
      <p className="min-w-48 flex-1">{t('plan:folderNeeded')}</p>
      <Button onClick={() => void grants.choose()}>
        <FolderOpen aria-hidden size={15} strokeWidth={1.75} />
        {t('plan:chooseFolder')}
      </Button>
    </div>
  )
}
