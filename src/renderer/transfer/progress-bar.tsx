import { Progress } from '@base-ui/react/progress'
import type { ReactNode } from 'react'
import type { TransferProgress } from '../../shared/transfer.ts'
import { Button } from '../controls/button.tsx'
import type { Translate } from '../../shared/words/language.ts'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { bytesInWords } from './words.ts'

export interface ProgressBarProps {
  readonly label: string
  /** Null until something was told. */
  readonly progress: TransferProgress | null
}

/** How far it has come, and the way to stop it. */
export function ProgressBar({ label, progress }: ProgressBarProps): ReactNode {
  const t = useWords()
  const { transfer } = useHearth()
  const total = progress?.total ?? null
  const value = progress && total !== null && total > 0 ? Math.min(100, (progress.done / total) * 100) : null
  return (
    <div className="mt-5 flex items-end gap-4">
      <Progress.Root value={value} className="min-w-0 flex-1">
        <div className="flex gap-3">
          <Progress.Label className="font-medium">{label}</Progress.Label>
          <span className="ms-auto text-ink-2 tabular-nums">{progress && howFar(progress, t)}</span>
        </div>
        <Progress.Track className="mt-2 h-1.5 overflow-hidden rounded-full bg-sunk">
          <Progress.Indicator className="block h-full rounded-full bg-ember data-indeterminate:w-1/3 data-indeterminate:opacity-60" />
        </Progress.Track>
      </Progress.Root>
      <Button onClick={transfer.cancel}>{t('transfer:stop')}</Button>
    </div>
  )
}

function howFar({ done, total, unit }: TransferProgress, t: Translate): string {
  const words = (amount: number): string =>
    unit === 'bytes' ? bytesInWords(amount, t) : t('transfer:number', { number: amount })
  const all = total === null ? words(done) : t('transfer:doneOf', { done: words(done), total: words(total) })
  return unit === 'bytes' ? all : t('transfer:doneMessages', { done: all })
}
