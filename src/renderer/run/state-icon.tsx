import type { ReactNode } from 'react'
import type { StepState } from './words.ts'
import { useWords } from '../use-words.ts'

const looks: Readonly<Record<StepState, string>> = {
  waiting: 'text-line-strong',
  running: 'text-ember',
  paused: 'text-ink-2',
  succeeded: 'text-good',
  failed: 'text-bad',
  cancelled: 'text-ink-3',
  unknown: 'text-warn',
  undone: 'text-ink-3',
  skipped: 'text-line-strong',
}
const fills: Readonly<Partial<Record<StepState, string>>> = {
  succeeded: 'var(--good-soft)',
  failed: 'var(--bad-soft)',
  unknown: 'var(--warn-soft)',
  undone: 'var(--bg-sunk)',
  paused: 'var(--bg-sunk)',
  cancelled: 'var(--bg-sunk)',
}

/** The state of a step as a sign in a circle; its name is for those who cannot see it. */
export function StateIcon({ state }: { readonly state: StepState }): ReactNode {
  const t = useWords()
  return (
    <span className={`relative z-1 grid size-4.5 shrink-0 place-items-center ${looks[state]}`}>
      <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" aria-hidden>
        {state === 'running' ? (
          <g className="run-ring" strokeWidth="2">
            <circle cx="9" cy="9" r="7.5" opacity="0.2" />
            <path d="M9 1.5 A7.5 7.5 0 1 1 1.9 11.4" strokeLinecap="round" />
          </g>
        ) : (
          <circle
            cx="9"
            cy="9"
            r="8"
            fill={fills[state] ?? 'none'}
            stroke={fills[state] ? 'none' : 'currentColor'}
            strokeDasharray={state === 'skipped' ? '2.5 2.5' : undefined}
          />
        )}
        <Sign state={state} />
      </svg>
      <span className="sr-only">{t('run:stateBefore', { state: t(`run:states.${state}`) })}</span>
    </span>
  )
}

function Sign({ state }: { readonly state: StepState }): ReactNode {
  const line = { strokeWidth: 1.6, strokeLinecap: 'round', strokeLinejoin: 'round' } as const
  switch (state) {
    case 'succeeded':
      return <path d="M5.8 9.3 8 11.4 12.3 6.8" {...line} />
    case 'failed':
      return <path d="M6.4 6.4 11.6 11.6 M11.6 6.4 6.4 11.6" {...line} />
    case 'cancelled':
      return <rect x="6.4" y="6.4" width="5.2" height="5.2" rx="1" fill="currentColor" stroke="none" />
    case 'unknown':
      return <path d="M7 7.2 A2.1 2.1 0 1 1 9.6 9.2 Q9 9.5 9 10.3 M9 12.6 V12.7" {...line} />
    case 'undone':
      return <path d="M7.6 5.2 5.4 7.4 7.6 9.6 M5.6 7.4 H10 A2.4 2.4 0 0 1 10 12.2 H8" {...line} />
    case 'paused':
      return <path d="M7.1 6.4 V11.6 M10.9 6.4 V11.6" {...line} />
    case 'waiting':
    case 'running':
    case 'skipped':
      return null
  }
}
