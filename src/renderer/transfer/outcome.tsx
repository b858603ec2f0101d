import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ErrorReport } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useWords } from '../use-words.ts'

export interface DoneProps {
  readonly title: string
  readonly text: string
  readonly path?: string
  /** Shows what lies there. */
  onShow?(): void
  onClose(): void
}

/** It is done: what came of it. */
export function Done({ title, text, path, onShow, onClose }: DoneProps): ReactNode {
  const t = useWords()
  return (
    <>
      <div className="flex gap-3 pt-1">
        <CircleCheck aria-hidden size={18} strokeWidth={1.75} className="mt-0.5 shrink-0 text-good" />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">{title}</p>
          <p className="text-ink-2">{text}</p>
          {path !== undefined && (
            <p className="mt-2 font-mono text-xs wrap-anywhere text-ink-2 select-text">
              <bdi>{path}</bdi>
            </p>
          )}
        </div>
      </div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        {onShow && <Button onClick={onShow}>{t('transfer:showInFolder')}</Button>}
        <Button look="main" onClick={onClose}>
          {t('transfer:close')}
        </Button>
      </div>
    </>
  )
}

/** Why it was not done. */
export function Failed({ error }: { readonly error: ErrorReport }): ReactNode {
  return (
    <p role="alert" className="mt-4 rounded-md border border-bad-line bg-bad-soft px-3 py-2 wrap-anywhere">
      {error.message}
    </p>
  )
}
