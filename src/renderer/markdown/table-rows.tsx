import type { ReactNode } from 'react'
import type { Tokens } from 'marked'
import { renderInline } from './inline.tsx'
import { known } from './lex.ts'
import { useWords } from '../use-words.ts'

/** Wide tables scroll, which a keyboard must be able to do as well. */
export function TableFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useWords()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- It scrolls, and no tag is a group.
    <div className="md-table" tabIndex={0} role="group" aria-label={t('transcript:table')}>
      {children}
    </div>
  )
}

/** The head of a table, which a table shown in several pieces has once. */
export function TableHead({ token }: { readonly token: Tokens.Table }): ReactNode {
  return (
    <thead>
      <tr>
        {token.header.map((cell, index) => (
          <th key={index} dir="auto" scope="col" data-align={cell.align ?? undefined}>
            {renderInline(known(cell.tokens))}
          </th>
        ))}
      </tr>
    </thead>
  )
}

export function TableRows({ token }: { readonly token: Tokens.Table }): ReactNode {
  return (
    <tbody>
      {token.rows.map((row, index) => (
        <tr key={index}>
          {row.map((cell, column) => (
            <td key={column} dir="auto" data-align={cell.align ?? undefined}>
              {renderInline(known(cell.tokens))}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
