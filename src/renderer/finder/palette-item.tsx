import { MessageSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SearchHit } from '../../shared/search.ts'
import { useWords } from '../use-words.ts'
import { dayOf, describeHit } from './hit-words.ts'
import { Snippet } from './snippet.tsx'
import type { Item } from './use-items.ts'

export interface PaletteItemProps {
  readonly id: string
  readonly item: Item
  readonly isActive: boolean
  /** The pointer is on it. */
  onPoint(): void
}

/** One line of the palette. The focus stays in the field, which names the one that Enter takes. */
export function PaletteItem({ id, item, isActive, onPoint }: PaletteItemProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The field has the keys.
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An option of a list that is no select.
      role="option"
      aria-selected={isActive}
      onClick={item.run}
      onPointerMove={isActive ? undefined : onPoint}
      className={`flex gap-2.5 rounded-sm px-2.5 py-1.5 text-sm ${isActive ? 'bg-hover' : ''}`}
    >
      <Content item={item} />
    </div>
  )
}

function Content({ item }: { readonly item: Item }): ReactNode {
  const t = useWords()
  if (item.kind === 'hit') return <HitLine hit={item.hit} />
  const Icon = item.kind === 'command' ? item.command.icon : MessageSquare
  const keys = item.kind === 'command' ? item.command.keys : undefined
  return (
    <>
      <Icon aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-3" />
      <span className="line flex-1">
        {item.kind === 'command' ? item.command.label : item.conversation.title}
      </span>
      <span aria-hidden={item.kind === 'command'} className="shrink-0 text-xs leading-5 text-ink-3">
        {item.kind === 'command' ? keys : dayOf(item.conversation.updatedAt, t)}
      </span>
    </>
  )
}

function HitLine({ hit }: { readonly hit: SearchHit }): ReactNode {
  const t = useWords()
  const { icon: Icon, name } = describeHit(hit, t)
  return (
    <>
      <Icon aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="flex gap-2 text-xs leading-5 text-ink-2">
          <span className="shrink-0">{name}</span>
          <span className="line flex-1">{hit.title}</span>
          <span className="shrink-0">{dayOf(hit.createdAt, t)}</span>
        </span>
        <span dir="auto" className="line-clamp-2 wrap-anywhere">
          <Snippet parts={hit.snippet} />
        </span>
      </span>
    </>
  )
}
