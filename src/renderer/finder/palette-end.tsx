import type { ReactNode } from 'react'
import { Trans } from 'react-i18next'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import type { Palette } from '../store/found.ts'
import { useWords } from '../use-words.ts'

export interface PaletteEndProps {
  readonly palette: Palette
  /** Above what was found: what was looked for instead. Below: that there is no more, or none, or what failed. */
  readonly place: 'before' | 'after'
  /** Neither something that was said nor a command or a setting was found. */
  readonly isEmpty: boolean
}

/** What is to be said of a search besides what it found. */
export function PaletteEnd({ palette, place, isEmpty }: PaletteEndProps): ReactNode {
  return (
    <div aria-live="polite" className="px-2.5 text-sm text-ink-2">
      {place === 'before' ? <Corrections palette={palette} /> : <State palette={palette} isEmpty={isEmpty} />}
    </div>
  )
}

function Corrections({ palette }: { readonly palette: Palette }): ReactNode {
  const t = useWords()
  const corrections = palette.found?.corrections ?? []
  if (corrections.length === 0) return null
  return (
    <p className="py-1.5 wrap-anywhere">
      {t('finder:corrected.before')}
      {corrections.map(({ typed, meant }, index) => (
        <span key={typed}>
          {index > 0 && t('finder:comma')}
          <bdi className="font-medium text-ink">{meant}</bdi>
        </span>
      ))}
      {t('finder:corrected.after')}
    </p>
  )
}

function State({ palette, isEmpty }: Omit<PaletteEndProps, 'place'>): ReactNode {
  const t = useWords()
  const { finder } = useHearth()
  const { found, filters } = palette
  if (!found) return null
  if (found.loading.state === 'failed') {
    return (
      <div role="alert" className="flex items-center gap-3 py-3">
        <p className="flex-1">{found.loading.error.message}</p>
        <Button onClick={() => (found.hits.length > 0 ? void finder.more() : finder.again())}>
          {t('finder:tryAgain')}
        </Button>
      </div>
    )
  }
  if (found.loading.state === 'loading' || found.loadingMore) {
    const words = t(found.loadingMore ? 'finder:more' : 'finder:searching')
    return found.hits.length === 0 || found.loadingMore ? <p className="waits py-3">{words}</p> : null
  }
  if (!isEmpty) return null
  const isNarrowed =
    filters.here || filters.days !== null || filters.role !== 'anyone' || filters.kind !== 'everything'
  return (
    <p className="py-3 wrap-anywhere">
      <Trans
        t={t}
        i18nKey={isNarrowed ? 'finder:nothingHere' : 'finder:nothing'}
        values={{ text: palette.text.trim() }}
        components={[<bdi key="text" />]}
        // What was typed may look like a tag.
        tOptions={{ interpolation: { escapeValue: true } }}
        shouldUnescape
      />
    </p>
  )
}
