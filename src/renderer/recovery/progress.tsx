import { useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../use-words.ts'
import type { Way } from './store.ts'

const words = {
  'recovery.retry': 'recovery:doing.retry',
  'recovery.restore': 'recovery:doing.restore',
  'recovery.beginAnew': 'recovery:doing.beginAnew',
} as const satisfies Readonly<Record<Way['name'], string>>

export interface ProgressProps {
  readonly doing: Way['name'] | null
  readonly done: boolean
}

/** Stands where the buttons were, so that nothing is asked for twice. */
export function Progress({ doing, done }: ProgressProps): ReactNode {
  const t = useWords()
  const line = useRef<HTMLOutputElement>(null)
  useEffect(() => line.current?.focus(), [])
  return (
    <output ref={line} tabIndex={-1} className="flex items-center gap-3 text-sm focus-visible:shadow-none">
      <span aria-hidden className={`h-1.5 w-10 rounded-full ${done ? 'bg-good' : 'glows bg-ember'}`} />
      {done ? t('recovery:done') : doing && t(words[doing])}
    </output>
  )
}
