import { useId, type ReactNode } from 'react'
import { useWords } from '../use-words.ts'

export interface Grant {
  readonly id: string
  readonly name: string
  /** Written from the left in any language, in mono. */
  readonly isPath: boolean
  /** Since when, or when. */
  readonly about: string
}

export interface GrantListProps {
  readonly heading: string
  /** What stands there while there is none. */
  readonly none: string
  readonly grants: readonly Grant[]
  /** What the button of each says. */
  readonly label: string
  onWithdraw(id: string): void
}

/** Things that were granted, each with when and a way to take it back. */
export function GrantList({ heading, none, grants, label, onWithdraw }: GrantListProps): ReactNode {
  const t = useWords()
  const id = useId()
  return (
    <section aria-labelledby={id} className="not-first:mt-6">
      <h3 id={id} className="text-sm font-semibold">
        {heading}
      </h3>
      {grants.length === 0 ? <p className="mt-1 text-sm text-ink-2">{none}</p> : null}
      <ul className="mt-1.5 empty:hidden">
        {grants.map((grant) => (
          <li key={grant.id} className="flex items-center gap-3 border-t border-line py-2 text-sm">
            <div className="min-w-0 flex-1">
              <p
                dir={grant.isPath ? 'ltr' : 'auto'}
                className={`text-start wrap-anywhere ${grant.isPath ? 'font-mono text-xs leading-[1.7]' : ''}`}
              >
                {grant.name}
              </p>
              <p className="text-xs text-ink-2 tabular-nums">{grant.about}</p>
            </div>
            <button
              type="button"
              aria-label={t('folders:named', { label, name: grant.name })}
              className="h-8 shrink-0 rounded-sm px-2.5 text-sm font-medium text-ink-2 hover:bg-hover hover:text-ink"
              onClick={() => onWithdraw(grant.id)}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
