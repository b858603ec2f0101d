import type { ReactNode } from 'react'
import type { Completion } from './use-completion.ts'
import { useWords } from '../use-words.ts'

export interface CommandListProps {
  readonly id: string
  readonly completion: Completion
  /** Where it stands and how it looks; over the composer where this is not said. */
  readonly className?: string
}

const overComposer =
  'absolute inset-x-0 bottom-full z-10 mb-2 max-h-[50dvh] overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float'

/** Names the line of a command for `aria-activedescendant`. */
export function commandId(listId: string, name: string): string {
  return `${listId}${name}`
}

/** The commands that begin with what is typed, over the composer. The focus stays in the field. */
export function CommandList({ id, completion, className = overComposer }: CommandListProps): ReactNode {
  const t = useWords()
  const { found, active, take } = completion
  if (found.length === 0) return null
  return (
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- The focus stays in the field: no tag does that.
      role="listbox"
      aria-label={t('composer:commands')}
      className={className}
    >
      {found.map((command, index) => (
        <div
          key={command.name}
          id={commandId(id, command.name)}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An option of a list that is no select.
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          ref={index === active ? (line) => line?.scrollIntoView({ block: 'nearest' }) : null}
          // Before the field would lose the focus.
          onPointerDown={(event) => {
            event.preventDefault()
            take(command)
          }}
          className="flex min-h-8 flex-wrap items-baseline gap-x-2 rounded-sm px-2.5 py-1 text-sm hover:bg-hover aria-selected:bg-hover"
        >
          <span className="font-mono text-xs font-medium">{command.name}</span>
          {command.id !== 'help' && (
            <span className="text-xs text-ink-3">{t(`actions:takes.${command.id}`)}</span>
          )}
          <span className="ms-auto text-ink-2">{t(`actions:commands.${command.id}`)}</span>
        </div>
      ))}
    </div>
  )
}
