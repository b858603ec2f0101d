import type { ReactNode } from 'react'
import { reportError } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** Opens one of Hearth's folders in the system's file manager. */
export function OpenFolder({
  folder,
  children,
}: {
  readonly folder: 'data' | 'logs'
  readonly children: string
}): ReactNode {
  const t = useWords()
  const { ask, notify } = useHearth()
  async function open(): Promise<void> {
    try {
      await ask('data.openFolder', { folder })
    } catch (error) {
      notify({ kind: 'error', title: t('settings:notOpened'), text: reportError(error).message })
    }
  }
  return <Button onClick={() => void open()}>{children}</Button>
}
