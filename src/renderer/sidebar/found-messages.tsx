import type { ReactNode } from 'react'
import type { SearchHit } from '../../shared/search.ts'
import { dayOf, describeHit } from '../finder/hit-words.ts'
import { Snippet } from '../finder/snippet.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** Beneath the titles that were found: in what was said, and what is remembered. */
export function FoundMessages({ onFound }: { onFound(hit: SearchHit): void }): ReactNode {
  const t = useWords()
  const { finder } = useHearth()
  const text = useHearthState((state) => state.search?.text ?? '')
  const found = useHearthState((state) => state.search?.messages ?? null)
  if (!found || (found.hits.length === 0 && found.loading.state === 'loading')) return null
  return (
    <section aria-label={t('sidebar:inMessages')} className="pt-1">
      <h2 className="px-3 pt-3 pb-1.5 text-xs leading-snug text-ink-3">{t('sidebar:inMessages')}</h2>
      {found.loading.state === 'failed' && (
        <p className="px-3 text-sm text-ink-2">{found.loading.error.message}</p>
      )}
      {found.loading.state === 'ready' && found.hits.length === 0 && (
        <p className="px-3 text-sm text-ink-2">{t('sidebar:nothing')}</p>
      )}
      <ul>
        {found.hits.map((hit) => (
          <li key={`${hit.kind} ${hit.id}`}>
            <FoundRow hit={hit} onFound={onFound} />
          </li>
        ))}
      </ul>
      {found.hasMore && (
        <button
          type="button"
          data-found
          className="focus-inset mt-1 h-[33px] w-full rounded-md px-3 text-start text-sm text-ember hover:bg-hover"
          onClick={() => finder.show(text)}
        >
          {t('sidebar:showAll')}
        </button>
      )}
    </section>
  )
}

function FoundRow({ hit, onFound }: { readonly hit: SearchHit; onFound(hit: SearchHit): void }): ReactNode {
  const t = useWords()
  const { icon: Icon, name } = describeHit(hit, t)
  return (
    <button
      type="button"
      data-found
      className="focus-inset block w-full rounded-md px-3 py-1.5 text-start text-sm text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink"
      onClick={() => onFound(hit)}
    >
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        <Icon aria-hidden size={12} strokeWidth={1.75} className="shrink-0" />
        <span className="sr-only">{name}: </span>
        <span className="line flex-1">{hit.title}</span>
        <span className="shrink-0">{dayOf(hit.createdAt, t)}</span>
      </span>
      <span dir="auto" className="line-clamp-2 leading-snug wrap-anywhere">
        <Snippet parts={hit.snippet} />
      </span>
    </button>
  )
}
