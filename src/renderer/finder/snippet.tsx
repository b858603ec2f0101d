import type { ReactNode } from 'react'
import type { SnippetPart } from '../../shared/search.ts'

/** A piece of what was found, in which what was looked for is marked. */
export function Snippet({ parts }: { readonly parts: readonly SnippetPart[] }): ReactNode {
  return parts.map(({ text, hit }, index) =>
    hit ? (
      // oxlint-disable-next-line react/no-array-index-key -- They never change their order.
      <mark key={index} className="rounded-[3px] bg-ember-soft font-medium text-ink">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
