import { useEffect, useRef, type ReactNode } from 'react'
import type { Way } from './store.ts'

const words: Readonly<Record<Way['name'], string>> = {
  'recovery.retry': 'Opening your conversations…',
  'recovery.restore': 'Restoring the snapshot. This takes a few seconds.',
  'recovery.beginAnew': 'Making an empty memory. This takes a few seconds.',
}

export interface ProgressProps {
  readonly doing: Way['name'] | null
  readonly done: boolean
}

/** Stands where the buttons were, so that nothing is asked for twice. */
export function Progress({ doing, done }: ProgressProps): ReactNode {
  const line = useRef<HTMLOutputElement>(null)
  useEffect(() => line.current?.focus(), [])
  return (
    <output ref={line} tabIndex={-1} className="flex items-center gap-3 text-sm focus-visible:shadow-none">
      <span aria-hidden className={`h-1.5 w-10 rounded-full ${done ? 'bg-good' : 'glows bg-ember'}`} />
      {done ? 'Done. Hearth is opening.' : doing && words[doing]}
    </output>
  )
}
